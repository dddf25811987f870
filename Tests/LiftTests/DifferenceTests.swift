import CostModel
import Lift
import Symbolic
import Testing

/// Graphs are compared layer by layer, and the first difference has a name.
struct DifferenceTests {
  /// A small residual network with one thing changed.
  private static func graph(
    kernel: Formula = 3, stride: Formula = 2, norm: Norm? = .batch, activation: Activation = .relu,
    channels: Formula = 8, hasBias: Bool = false, joinsFirst: Bool = true, isProduct: Bool = false
  ) throws -> LayerGraph {
    var builder = NetworkBuilder()
    let image = builder.input(Shape(channels: 3, map: [32, 32]))
    let stem = try builder.add(
      .conv(kernel, channels: channels, stride: stride, hasBias: hasBias), image, norm: norm,
      activation: activation, named: "stem")
    let branch = try builder.add(.depthwise(3, channels: channels), stem, named: "branch")
    let join: NetworkBuilder.Operation = isProduct ? .multiply : .add
    let sum =
      try joinsFirst
      ? builder.add(join, stem, branch, named: "sum")
      : builder.add(join, branch, stem, named: "sum")
    return try LayerGraph(builder.network(named: "small", outputs: [sum]))
  }

  @Test func joinsCommute() throws {
    #expect(try LayerGraph.difference(Self.graph(), Self.graph(joinsFirst: false)) == nil)
  }

  @Test func anyCellDiffers() throws {
    let own = try Self.graph()
    let others = [
      try Self.graph(kernel: 5), try Self.graph(stride: 1), try Self.graph(norm: nil),
      try Self.graph(activation: .relu6), try Self.graph(channels: 16),
      try Self.graph(hasBias: true),
    ]
    for other in others {
      let text = try #require(LayerGraph.difference(own, other))
      #expect(text.hasPrefix("'stem' ("), "\(text)")
    }
    let product = try #require(LayerGraph.difference(own, Self.graph(isProduct: true)))
    #expect(product.hasPrefix("'sum' ("))
  }

  /// Padding that makes the same sizes at one resolution only is another padding.
  @Test func paddingIsComparedForAllSizes() throws {
    func graph(_ padding: SlidingAxis<Formula>.Padding, _ size: Formula) throws -> LayerGraph {
      var builder = NetworkBuilder()
      let image = builder.input(Shape(channels: 3, map: [size, size]))
      let axis = SlidingAxis<Formula>(stride: 2, dilation: 1, padding: padding)
      let window = Window([KernelSize<Formula>([2, 2])], [axis, axis])
      let pooled = try builder.add(
        NetworkBuilder.Operation(.pool(Pool(isMaximum: true, window))), image, named: "pool")
      return try LayerGraph(builder.network(named: "pooled", outputs: [pooled]))
    }
    #expect(try LayerGraph.difference(graph(.same, 32), graph(.symmetric(0), 32)) != nil)
    #expect(
      try LayerGraph.difference(
        graph(.symmetric(0, ceil: true), 32), graph(.explicit(before: 0, after: 1), 32)) == nil)
  }
}
