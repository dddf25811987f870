import Testing

import ModelFiles

/// What larger files lack, in files written by Tests/oracle/smallmodels.py.
struct SmallFileTests {
  private func read(_ name: String) throws -> ModelFile {
    try ModelFile.read(Fixture.path(name))
  }

  private func tensor(_ name: String, of file: ModelFile) throws -> FileTensor {
    try #require(file.tensors.first { $0.name == name })
  }

  @Test func onnx() throws {
    let file = try read("small.onnx")
    #expect(file.producer == "smallmodels")
    #expect(file.operatorSets == ["": 21, "local": 1])
    // Nodes stay in the order of the file, which is not that of execution.
    let nodes = file.graphs[0].nodes
    #expect(nodes.map(\.name).prefix(2) == ["last", "first"])
    #expect(nodes[1].inputs.map { $0 == nil } == [false, false, true])
    #expect(nodes[1]["strides"] == .integers([2, 2]))
    #expect(nodes[1]["auto_pad"] == .text("SAME_UPPER"))
  }

  @Test func onnxConstants() throws {
    let file = try read("small.onnx")
    guard case .external("weights.bin", 64, 432)? = try tensor("weight", of: file).data else {
      Issue.record("the weights are elsewhere")
      return
    }
    #expect(try tensor("weight", of: file).count == 108)
    #expect(try tensor("weight", of: file).reals(limit: 108) == nil)
    #expect(try tensor("shape", of: file).integers(limit: 3) == [0, -1, 4])
    #expect(try tensor("shape", of: file).integers(limit: 2) == nil)
    #expect(try tensor("bits", of: file).integers(limit: 3) == [-8, 7, -1])
    #expect(try tensor("one", of: file).reals(limit: 1) == [1])
    #expect(try tensor("axes", of: file).integers(limit: 2) == [2, 3])
  }

  @Test func onnxSubgraphsAndFunctions() throws {
    let file = try read("small.onnx")
    let branch = try #require(file.graphs[0].nodes.last)
    guard case .graph(let then)? = branch["then_branch"],
      case .graph(let other)? = branch["else_branch"]
    else {
      Issue.record("no branches")
      return
    }
    // What a branch reads from around it is the very same tensor.
    let y = file.tensors.firstIndex { $0.name == "y" }
    #expect(file.graphs[then].nodes[0].inputs == [y])
    let call = file.graphs[other].nodes[0]
    let function = try #require(file.functions.first)
    #expect((call.domain, call.type) == (function.domain, function.name))
    #expect(function.parameters == ["slope"])
    #expect(file.graphs[function.graph].nodes[0]["alpha"] == .parameter("slope"))
    #expect(call["slope"] == .real(0.5))
  }

  @Test func tflite() throws {
    let file = try read("small.tflite")
    let nodes = file.graphs[0].nodes
    #expect(nodes.map(\.type) == ["DEPTHWISE_CONV_2D", "Boxes", "WHILE"])
    #expect(nodes.map(\.domain) == ["", "custom", ""])
    #expect(nodes[0]["padding"] == .text("VALID"))
    #expect(nodes[0]["fused_activation_function"] == .text("RELU6"))
    #expect(nodes[0]["stride_w"] == .integer(2))
    // Left out of the file.
    #expect(nodes[0]["dilation_w_factor"] == .integer(1))
    #expect(nodes[0].inputs.last == .some(nil))
    #expect(nodes[1]["custom_options"] == .bytes(count: 3))
    #expect(nodes[2]["body_subgraph_index"] == .graph(1))
    // An operator whose number doesn't fit into a byte.
    #expect(file.graphs[1].nodes.map(\.type) == ["GELU"])
    let weights = try tensor("w", of: file)
    #expect(weights.quantization?.scales == [0.5, 0.25])
    #expect(weights.quantization?.axis == 3)
    #expect(try weights.integers(limit: 18) == Array(0..<18))
    #expect(try tensor("x", of: file).sizes?.first == .unknown)
    #expect(try tensor("boxes", of: file).sizes == nil)
    #expect(file.signatures.map(\.name) == ["serving_default"])
    #expect(file.signatures[0].inputs.map(\.name) == ["image"])
  }

  @Test func torchExport() throws {
    let file = try read("small.pt2")
    #expect(file.producer.hasPrefix("PyTorch 2."))
    let nodes = file.graphs[0].nodes
    let conv = try #require(nodes.first { $0.type == "conv2d.default" })
    #expect(conv.domain == "aten")
    #expect(conv.scope == "conv")
    #expect(conv.inputNames == ["input", "weight", "bias"])
    #expect(conv["stride"] == .integers([2, 2]))
    let join = try #require(nodes.first { $0.type == "cat.default" })
    #expect(join.inputNames == ["tensors", "tensors"])
    let reshape = try #require(nodes.first { $0.type == "reshape.default" })
    guard case .sizes(let sizes)? = reshape["shape"] else {
      Issue.record("no sizes")
      return
    }
    // Sizes that nodes computed, as formulas of the free ones.
    let image = try tensor("x", of: file).sizes ?? []
    guard case .named(let batch) = image[0], case .named(let height) = image[2] else {
      Issue.record("no names")
      return
    }
    let half = height.replacing("2 * ", with: "")
    #expect(sizes == [.named(batch), .known(4), .named("16 * \(half)")])
    #expect(file.ranges[half]?.least == 4)
    #expect(file.ranges[half]?.most == 100)
    let weights = try tensor("p_conv_weight", of: file)
    #expect(try weights.reals(limit: 108)?.count == 108)
    let branch = try #require(nodes.first { $0.type == "cond" })
    #expect(branch.attributes.count { if case .graph = $0.value { true } else { false } } == 2)
  }

  @Test(arguments: [
    ("2*s25", "2*s25"), ("Symbol('s0', integer=True)", "s0"), ("Integer(-3)", "?"),
    ("Add(Symbol('s0'), Integer(1))", "(s0+1)"),
    ("torch.utils._sympy.functions.FloorDiv(Symbol('s0'), Integer(2))", "floor((s0)/(2))"),
    ("Max(Integer(1), Mul(Integer(2), Symbol('s0')))", "max(1,2*s0)"),
    ("Add(Symbol('s0'), ", "?"), ("Piecewise(Integer(1))", "?"), ("Symbol(s0)", "?"),
  ]) func symbolicSizes(text: String, size: String) {
    #expect(SymbolicSize.of(text).text == size)
  }

  @Test func coreMLNetwork() throws {
    let file = try read("small.mlmodel")
    let nodes = file.graphs[0].nodes
    #expect(nodes.map(\.type) == ["convolution", "activation", "pooling", "innerProduct"])
    #expect(nodes[0]["kernelSize"] == .integers([3, 3]))
    #expect(nodes[0]["stride"] == .integers([2, 1]))
    #expect(nodes[0]["valid"] == .bool(true))
    #expect(nodes[0]["valid.paddingAmounts.borderAmounts.0.startEdgeSize"] == .integer(1))
    #expect(nodes[0]["valid.paddingAmounts.borderAmounts.1.endEdgeSize"] == .integer(2))
    #expect(nodes[1]["activation.alpha"] == nil)
    #expect(nodes[1]["leakyReLU.alpha"] == .real(0.25))
    let weights = try tensor("conv.weights", of: file)
    #expect(weights.element == .uint2)
    #expect(weights.count == 108)
    #expect(weights.quantization?.tableSize == 4)
    #expect(try tensor("dense.bias", of: file).element == .float16)
    #expect(try tensor("dense.weights", of: file).reals(limit: 20)?.last == 0.5)
  }

  @Test func olderTorchExport() throws {
    let file = try read("small_old.pt2")
    let nodes = file.graphs[0].nodes
    #expect(nodes.map(\.type) == ["sym_size.int", "linear.default", "view.default", "cond"])
    #expect(nodes[2].scope == "body.0")
    #expect(nodes[2].name == "v")
    #expect(nodes[2]["size"] == .sizes([.named("s0"), .known(4)]))
    #expect(nodes[1]["bias"] == FileAttribute.Value.none)
    #expect(nodes[3].inputs.last == .some(nil))
    #expect(nodes[3][""] == .graph(1))
    #expect(file.ranges["s0"]?.least == 2)
    #expect(file.ranges["s0"]?.most == nil)
    #expect(try tensor("w", of: file).isConstant)
  }

  @Test func coreMLBlocks() throws {
    let file = try read("small_program.mlmodel")
    let nodes = file.graphs[0].nodes
    #expect(nodes.map(\.type) == ["conv", "cond"])
    #expect(nodes.map(\.name) == ["first", "branch"])
    #expect(nodes[1]["blocks"] == .graphs([1, 2]))
    // The branch reads the tensor around it.
    #expect(file.graphs[1].nodes[0].inputs == nodes[0].outputs)
    let groups = try #require(nodes[0].inputNames.firstIndex(of: "groups"))
    let inPlace = try #require(nodes[0].inputs[groups])
    #expect(try file.tensors[inPlace].integers(limit: 1) == [1])
    guard
      case .external("@model_path/weights/weight.bin", 64, nil)? =
        try tensor("w", of: file).data
    else {
      Issue.record("the weights are elsewhere")
      return
    }
    #expect(try tensor("x", of: file).sizes == [.unknown, .known(3), .known(8)])
  }

  @Test func coreMLProgram() throws {
    let file = try read("basic_pitch_nmp.mlpackage")
    #expect(file.producer == "coremltools 7.0")
    let conv = try #require(file.graphs[0].nodes.first { $0.type == "conv" })
    func input(_ name: String) throws -> FileTensor {
      let place = try #require(conv.inputNames.firstIndex(of: name))
      let tensor = try #require(conv.inputs[place])
      return file.tensors[tensor]
    }
    #expect(try input("strides").integers(limit: 3)?.isEmpty == false)
    #expect(try input("weight").count != nil)
  }
}
