import CostModel
import Symbolic
import Testing

/// Operators as programs ask the builder for them.
struct OperationTests {
  typealias Operation = NetworkBuilder.Operation

  /// A sound, an image, a video, and a sequence of tokens.
  private static let sound = Shape(channels: 8, map: [20])
  private static let image = Shape(channels: 8, map: [20, 12])
  private static let video = Shape(channels: 8, map: [4, 20, 12])
  private static let tokens = Shape([2, 10, 8])
  private static let half = (try? Formula(1) / 2) ?? 1

  /// What each makes of tensors: its words in reports, sizes, MACs and parameters, all worked out by
  /// hand.
  private static let table: [(Operation, [Shape], String)] = [
    // What is said once holds along every axis.
    (.conv(3, channels: 4), [sound], "conv 3: 1x4x20, 1920, 96"),
    (.conv(3, channels: 4), [image], "conv 3x3: 1x4x20x12, 69120, 288"),
    (.conv(3, channels: 4), [video], "conv 3x3x3: 1x4x4x20x12, 829440, 864"),
    (.conv(1, 7, channels: 4, stride: 1, 2), [image], "conv 1x7 /1x2: 1x4x20x6, 26880, 224"),
    (.conv(3, channels: 4, padding: 0), [image], "conv 3x3 p0: 1x4x18x10, 51840, 288"),
    (.conv(3, channels: 4, padding: 1, 0), [image], "conv 3x3 p1x0: 1x4x20x10, 57600, 288"),
    (
      .conv(3, channels: 4, dilation: 2, groups: 2, hasBias: true), [image],
      "conv 3x3 d2 g2: 1x4x20x12, 34560, 148"
    ),
    (.depthwise(3, stride: 2), [image], "depthwise 3x3 /2: 1x8x10x6, 4320, 72"),
    (.depthwise(3, channels: 16, hasBias: true), [sound], "depthwise 3: 1x16x20, 960, 64"),
    (.transposed(2, channels: 4, stride: 2), [image], "transposed 2x2 /2: 1x4x40x24, 30720, 128"),
    (.dense(channels: 10), [image], "dense: 1x10x1x1, 19200, 19210"),
    (.dense(channels: 10, hasBias: false, axis: 2), [tokens], "dense: 2x10x10, 1600, 80"),
    (.maxPool(3, stride: 2, padding: 1), [image], "maxpool 3x3 /2 p1: 1x8x10x6, 0, 0"),
    (.maxPool(2, stride: 2, ceil: true), [image], "maxpool 2x2 /2 ceil: 1x8x10x6, 0, 0"),
    (.maxPool(), [video], "maxpool global: 1x8x1x1x1, 0, 0"),
    (.averagePool(4, stride: 4), [sound], "avgpool 4 /4: 1x8x5, 0, 0"),
    (.averagePool(), [image], "avgpool global: 1x8x1x1, 0, 0"),
    (.normalization(.batchnorm), [image], "batchnorm: 1x8x20x12, 0, 16"),
    (.activation(.prelu), [image], "prelu: 1x8x20x12, 0, 8"),
    (.add, [image, image, image], "add: 1x8x20x12, 0, 0"),
    (.multiply, [image, Shape(channels: 8, map: [1, 1])], "multiply: 1x8x20x12, 0, 0"),
    (.concat(), [image, image], "concat: 1x16x20x12, 0, 0"),
    (.concat(axis: 1), [tokens, tokens], "concat axis 1: 2x20x8, 0, 0"),
    (.shuffle(groups: 2), [image], "shuffle g2: 1x8x20x12, 0, 0"),
    (.depthToSpace(by: 2), [image], "depth_to_space by 2: 1x2x40x24, 0, 0"),
    (.depthToSpace(by: 2, 1), [image], "depth_to_space by 2x1: 1x4x40x12, 0, 0"),
    (.spaceToDepth(by: 2), [sound], "space_to_depth by 2: 1x16x10, 0, 0"),
    (.resize(to: 7), [image], "resize: 1x8x7x7, 0, 0"),
    (.resize(by: 2), [video], "resize by 2: 1x8x8x40x24, 0, 0"),
    // Axes by their position.
    (.matmul(transposesRight: true), [tokens, tokens], "matmul: 2x10x10, 1600, 0"),
    (.elementwise(.maximum), [tokens, Shape([8])], "maximum: 2x10x8, 0, 0"),
    (.elementwise(.power, 2), [tokens], "power x, 2.0: 2x10x8, 0, 0"),
    (.reduce(.mean, axes: 1), [tokens], "reduce_mean over 1: 2x8, 0, 0"),
    (.reduce(.maximum, axes: 1, 2, keepsAxes: true), [tokens], "reduce_max over 1,2: 2x1x1, 0, 0"),
    (.softmax(axis: 2), [tokens], "softmax: 2x10x8, 0, 0"),
    (.layerNorm(), [tokens], "layernorm: 2x10x8, 0, 16"),
    (.layerNorm(trailingAxes: 2), [tokens], "layernorm: 2x10x8, 0, 160"),
    (.reshape(to: 2, 80), [tokens], "reshape: 2x80, 0, 0"),
    (.transpose(0, 2, 1), [tokens], "transpose 0,2,1: 2x8x10, 0, 0"),
    (.slice(axis: 1, start: 1, count: 3, step: 2), [tokens], "slice axis 1 at 1 /2: 2x3x8, 0, 0"),
    (.pad(before: [0, 1, 0], after: [0, 2, -3]), [tokens], "pad: 2x13x5, 0, 0"),
    (.expand(to: 2, 10, 8), [Shape([10, 1])], "expand: 2x10x8, 0, 0"),
    (.gather(axis: 1), [tokens, Shape([3])], "gather axis 1: 2x3x8, 0, 0"),
    (.recurrent(.gru, hidden: 5), [tokens], "gru: 2x10x5, 3900, 225"),
    (
      .recurrent(.lstm, hidden: 5, isBidirectional: true), [tokens],
      "lstm 2 directions: 2x10x10, 10400, 600"
    ),
    (.cast(to: .int8), [tokens], "cast to int8: 2x10x8, 0, 0"),
    (.quantize(to: .int8), [tokens], "quantize to int8: 2x10x8, 0, 0"),
    (.dequantize(to: .fp32), [tokens], "dequantize to fp32: 2x10x8, 0, 0"),
  ]

  @Test(arguments: table.indices) func makes(row: Int) throws {
    let (operation, shapes, text) = Self.table[row]
    var builder = NetworkBuilder()
    let made = try builder.add(operation, shapes.map { builder.input($0) })
    let network = try builder.network(named: "one", outputs: [made])
    let cost = try network.cost()
    let layer = network.layers[0]
    let words = [layer.operatorName, layer.detail].filter { !$0.isEmpty }.joined(separator: " ")
    #expect("\(words): \(made.shape.allText), \(cost.macs), \(cost.parameters)" == text)
  }

  @Test(
    arguments: [
      (.conv(3, 3, channels: 4), [sound], "2 kernel sizes, and a map of 1 axis"),
      (.conv(3, channels: 4, stride: 2, 2), [video], "2 strides, and a map of 3 axes"),
      (.maxPool(3, padding: 1, 1, 1), [image], "3 paddings, and a map of 2 axes"),
      (.resize(to: 2, 2), [sound], "2 sizes, and a map of 1 axis"),
      (.resize(by: 0), [sound], "by must be positive, not 0"),
      (.conv(3, channels: 4), [Shape([2, 8])], "1 kernel sizes, and a map of 0 axes"),
      (.maxPool(2, stride: 2), [Shape([2, 8])], "1 kernel sizes, and a map of 0 axes"),
      (.maxPool(stride: 2), [image], "0 kernel sizes, and a map of 2 axes"),
      (
        .pad(before: [0, 0, 0], after: [0, 0, half]), [tokens],
        "padding must be a whole number, not 1 / 2"
      ),
      (.conv(channels: 4), [image], "0 kernel sizes, and a map of 2 axes"),
      (.matmul(), [tokens], "'matmul' reads two tensors, not 1"),
      (.layerNorm(trailingAxes: 4), [tokens], "the last 4 axes of a tensor of 3"),
      (.layerNorm(), [], "'layernorm' can't read 0 tensors"),
      (.depthwise(3), [], "'depthwise' can't read 0 tensors"),
      (.elementwise(.maximum), [], "'maximum' can't read 0 tensors"),
      (.elementwise(.power), [tokens], "power of 1 numbers"),
      (.pad(before: [1], after: [1]), [tokens], "padding along 1 axes of a tensor of 3"),
      (.transpose(0, 1), [tokens], "axes [0, 1] of a tensor of 3"),
      (.cast(to: .int8), [image, image], "'cast' can't read 2 tensors"),
    ] as [(Operation, [Shape], String)])
  func saysWhatDoesNotFit(operation: Operation, shapes: [Shape], message: String) {
    var builder = NetworkBuilder()
    let inputs = shapes.map { builder.input($0) }
    let fault = #expect(throws: Diagnostic.self) { try builder.add(operation, inputs) }
    #expect(fault?.description == message)
  }

  @Test func saysWhere() throws {
    var builder = NetworkBuilder()
    let input = builder.input(Self.image)
    let fault = #expect(throws: Diagnostic.self) {
      try builder.add(.conv(0, channels: 4), input, named: "stem")
    }
    #expect(fault?.description == "'stem': k must be positive, not 0")
  }

  /// What would be counted as one with the layer, and is nothing of it, is a layer of its own.
  @Test func saysWhatCantBeAttached() throws {
    var builder = NetworkBuilder()
    let input = builder.input(Self.image)
    let norm = #expect(throws: Diagnostic.self) {
      try builder.add(.add, input, input, norm: .batch)
    }
    #expect(
      norm?.description == "'add' has no weights that a normalization could be attached to; "
        + "add it behind: .normalization(.batchnorm)")
    let view = #expect(throws: Diagnostic.self) {
      try builder.add(.reshape(to: 1, 1920), input, activation: .relu)
    }
    #expect(
      view?.description == "'reshape' computes nothing that an activation could be attached to; "
        + "add it behind: .activation(.relu)")
  }

  @Test(
    arguments: [
      (Shape(batch: -2, channels: 3, map: [8, 8]), "-2x3x8x8"),
      (Shape(channels: 0, map: [8, 8]), "1x0x8x8"), (Shape([1, half]), "1x1 / 2"),
    ])
  func givenSizesArePositive(shape: Shape, text: String) throws {
    var builder = NetworkBuilder()
    let image = builder.input(Self.image)
    let output = try builder.add(.activation(.relu), image)
    for isInput in [true, false] {
      var other = builder
      _ = isInput ? other.input(shape) : other.parameter(shape)
      let fault = #expect(throws: Diagnostic.self) {
        try other.network(named: "n", outputs: [output])
      }
      #expect(
        fault?.description
          == "a tensor of \(text) is given, and sizes are positive whole numbers")
    }
  }

  @Test func tensorsAreOfOneBuilder() throws {
    var (builder, other) = (NetworkBuilder(), NetworkBuilder())
    let (own, foreign) = (builder.input(Self.image), other.input(Self.tokens))
    let message = "a tensor of 2x10x8 is another builder's"
    let read = #expect(throws: Diagnostic.self) { try builder.add(.add, own, foreign) }
    #expect(read?.description == message)
    let given = #expect(throws: Diagnostic.self) {
      try builder.network(named: "n", outputs: [foreign])
    }
    #expect(given?.description == message)
    let none = #expect(throws: Diagnostic.self) { try builder.network(named: "n", outputs: []) }
    #expect(none?.description == "the network 'n' has no output")
  }

  @Test(arguments: ["", "\n", "w*w", "2w"]) func freeSizesHaveNames(name: String) throws {
    var builder = NetworkBuilder()
    let size = builder.free(name)
    let output = try builder.add(.activation(.relu), builder.input(Shape([size, 4])))
    let fault = #expect(throws: Diagnostic.self) {
      try builder.network(named: "n", outputs: [output])
    }
    #expect(fault?.description.hasPrefix("a free size can't be called '") == true)
  }
}
