import Symbolic
import TestSupport
import Testing

import CostModel
import PatchPlanning
import Specs

/// Patches against a trace of which positions each position needs, from the definition of windows.
struct PatchTests {
  /// What a patch of the output needs: for each tensor by its number, the rectangle around all
  /// positions that were reached.
  private static func trace(
    _ network: Network, until last: Int, rows: Span, columns: Span
  ) throws -> [Int: [Span]] {
    var needed: [Int: Set<[Int]>] = [:]
    var rectangles: [Int: [Span]] = [:]
    let output = network.layers[last].output
    needed[output.id] = Set(
      (rows.start..<rows.end).flatMap { y in (columns.start..<columns.end).map { [y, $0] } })
    for layer in network.layers[...last].reversed() {
      guard let made = rectangle(needed[layer.output.id] ?? []) else { continue }
      rectangles[layer.output.id] = made
      // An engine computes rectangles.
      for y in made[0].start..<made[0].end {
        for x in made[1].start..<made[1].end {
          for input in layer.inputs where input.role == .activation {
            for position in try read(by: [y, x], layer, input) {
              needed[input.id, default: []].insert(position)
            }
          }
        }
      }
    }
    rectangles[network.input.id] = rectangle(needed[network.input.id] ?? [])
    return rectangles
  }

  private static func rectangle(_ positions: Set<[Int]>) -> [Span]? {
    guard !positions.isEmpty else { return nil }
    return (0..<2).map { axis in
      let places = positions.map { $0[axis] }
      return Span(places.min() ?? 0, (places.max() ?? 0) + 1)
    }
  }

  private static func read(
    by position: [Int], _ layer: Layer, _ input: Tensor
  ) throws -> [[Int]] {
    guard let window = try layer.operation.bound().window else { return [position] }
    let (from, to) = (
      try input.shape.map.map { try $0.integer() },
      try layer.output.shape.map.map { try $0.integer() }
    )
    var places: Set<[Int]> = []
    for kernel in window.kernels {
      let along = (0..<2).map { axis -> [Int] in
        let (slide, taps) = (window.axes[axis], kernel.sizes[axis])
        let reach = (to[axis] - 1) * slide.stride + (taps - 1) * slide.dilation + 1
        let before = slide.padding.sizes?.before ?? max(0, reach - from[axis]) / 2
        return (0..<taps).map { position[axis] * slide.stride + $0 * slide.dilation - before }
          .filter { (0..<from[axis]).contains($0) }
      }
      for y in along[0] { for x in along[1] { places.insert([y, x]) } }
    }
    return Array(places)
  }

  /// The bytes that live while a patch runs, from the definition: a tensor from its making to the
  /// last layer that reads it, the whole output, and the whole image or what is read of it.
  private static func peaks(
    _ network: Network, until last: Int, _ needs: [Int: [Span]], isFirst: Bool, isLast: Bool
  ) throws -> (kept: Int, streamed: Int) {
    func bytes(_ tensor: Tensor, _ area: Int?) throws -> Int {
      let own = try tensor.shape.map.map { try $0.integer() }
      return try 4 * tensor.shape.elements().integer() / (own[0] * own[1])
        * (area ?? own[0] * own[1])
    }
    func patch(_ tensor: Tensor) throws -> Int {
      // Nothing is needed where all windows lie on padding.
      try bytes(tensor, needs[tensor.id].map { $0[0].count * $0[1].count } ?? 0)
    }
    let layers = network.layers[...last]
    func lastReader(_ tensor: Tensor) -> Int {
      layers.lastIndex { $0.inputs.contains { $0.id == tensor.id } } ?? -1
    }
    let output = layers[last].output
    var (kept, streamed) = (0, 0)
    for index in layers.indices {
      var sum = !isFirst || index == last ? try bytes(output, nil) : 0
      for made in 0...index where made != last {
        let tensor = layers[made].output
        if made == index || lastReader(tensor) >= index { sum += try patch(tensor) }
      }
      let reads = lastReader(network.input) >= index
      streamed = max(streamed, sum + (reads ? try patch(network.input) : 0))
      kept = max(kept, sum + (reads || !isLast ? try bytes(network.input, nil) : 0))
    }
    return (kept, streamed)
  }

  private static func check(
    _ network: Network, until last: Int, _ grid: PatchGrid, _ name: String
  ) throws {
    let stage = try PatchStage(network, until: last)
    let plan = try stage.plan(grid)
    let map = try network.layers[last].output.shape.map.map { try $0.integer() }
    let report = try Report(network)
    var (work, kept, streamed) = (0, 0, 0)
    let parts = (Span.parts(grid.rows, of: map[0]), Span.parts(grid.columns, of: map[1]))
    #expect(parts.0.reduce(0) { $0 + $1.count } == map[0], "\(name)")
    for (y, rows) in parts.0.enumerated() {
      for (x, columns) in parts.1.enumerated() {
        let needs = try trace(network, until: last, rows: rows, columns: columns)
        let (spans, across) = (
          try stage.needs(of: rows, axis: 0), try stage.needs(of: columns, axis: 1)
        )
        for (tensor, rectangle) in needs {
          #expect([spans[tensor], across[tensor]] == rectangle, "\(name), tensor \(tensor)")
        }
        for row in report.rows[...last] {
          let own = try row.layer.output.shape.area().integer()
          let area = needs[row.layer.output.id].map { $0[0].count * $0[1].count } ?? 0
          work += try row.cost.macs.integer() / own * area
        }
        let peak = try peaks(
          network, until: last, needs, isFirst: y == 0 && x == 0,
          isLast: y == parts.0.count - 1 && x == parts.1.count - 1)
        (kept, streamed) = (max(kept, peak.kept), max(streamed, peak.streamed))
      }
    }
    let stageMACs = try report.rows[...last].reduce(0) { try $0 + $1.cost.macs.integer() }
    #expect(plan.recomputed == work - stageMACs, "\(name)")
    #expect(plan.macs == (try report.totals.macs.integer()) + plan.recomputed, "\(name)")
    // A single patch is the network as it is, which makes what nobody needs, too.
    guard grid.count > 1 else { return }
    #expect(plan.stagePeak == kept && plan.streamedStagePeak == streamed, "\(name)")
  }

  @Test func randomNetworksAgreeWithATrace() throws {
    var random = SplitMix64(seed: 20_261_129)
    for trial in 0..<300 {
      let network = try PatchTests.randomNetwork(&random)
      let ends = PatchStage.ends(of: network)
      guard let end = ends.randomElement(using: &random) else { continue }
      let map = try network.layers[end].output.shape.map.map { try $0.integer() }
      let grid = PatchGrid(
        rows: .random(in: 1...min(4, map[0]), using: &random),
        columns: .random(in: 1...min(4, map[1]), using: &random))
      try PatchTests.check(network, until: end, grid, "seed 20261129, trial \(trial)")
    }
  }

  /// Convolutions and pooling in a chain, some with a shortcut around them.
  private static func randomNetwork(_ random: inout SplitMix64) throws -> Network {
    var builder = NetworkBuilder()
    let size = { (random: inout SplitMix64) in Int.random(in: 9...24, using: &random) }
    var tensor = builder.input(
      Shape(channels: 2, map: [Formula(size(&random)), Formula(size(&random))]))
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      let before = (builder, tensor)
      do {
        tensor = try builder.add(operation(&random, channels: 3), tensor, activation: .relu)
        if Bool.random(using: &random) {
          let branch = try builder.add(same(&random), tensor)
          tensor = try builder.add(.add, tensor, branch)
        }
      } catch {
        // A kernel that does not fit.
        (builder, tensor) = before
      }
    }
    return try builder.network(named: "chain", outputs: [tensor])
  }

  private static func axis(
    _ random: inout SplitMix64, kernel: Int, stride: Int, dilation: Int
  ) -> SlidingAxis<Formula> {
    let padding: SlidingAxis<Formula>.Padding =
      Bool.random(using: &random)
      ? .same
      : .explicit(
        before: Formula(.random(in: 0...2, using: &random)),
        after: Formula(.random(in: 0...2, using: &random)), ceil: Bool.random(using: &random))
    return SlidingAxis(stride: Formula(stride), dilation: Formula(dilation), padding: padding)
  }

  private static func operation(
    _ random: inout SplitMix64, channels: Int
  ) -> NetworkBuilder.Operation {
    let kernels = (0..<2).map { _ in Int.random(in: 1...5, using: &random) }
    let axes = kernels.map { kernel in
      axis(
        &random, kernel: kernel, stride: .random(in: 1...3, using: &random),
        dilation: .random(in: 1...2, using: &random))
    }
    let window = Window([KernelSize(kernels.map { Formula($0) })], axes)
    switch Int.random(in: 0..<3, using: &random) {
    case 0: return NetworkBuilder.Operation(.pool(Pool(isMaximum: true, window)))
    case 1:
      return NetworkBuilder.Operation(
        .convolution(
          Convolution(window, channels: Formula(channels), groups: .count(1), hasBias: true)))
    default: return .conv(3, channels: Formula(channels))
    }
  }

  private static func same(_ random: inout SplitMix64) -> NetworkBuilder.Operation {
    let kernel = [1, 3, 5].randomElement(using: &random) ?? 3
    return .maxPool(Formula(kernel))
  }

  @Test(
    arguments: [
      ("mobilenet_v2", "64"), ("resnet18", "64"), ("squeezenet1_1", "63"), ("vgg16", "32"),
      ("densenet121", "64"), ("shufflenet_v2_x1_0", "64"), ("inception_v3", "91"),
    ])
  func zooNetworksAgreeWithATrace(_ model: String, _ resolution: String) throws {
    let network = try PatchTests.zoo(model, resolution)
    let ends = PatchStage.ends(of: network)
    #expect(!ends.isEmpty)
    for (place, grid) in [(0, (3, 3)), (ends.count / 3, (2, 3)), (ends.count / 2, (1, 2))] {
      let map = try network.layers[ends[place]].output.shape.map.map { try $0.integer() }
      let grid = PatchGrid(rows: min(grid.0, map[0]), columns: min(grid.1, map[1]))
      try PatchTests.check(network, until: ends[place], grid, "\(model) until \(ends[place])")
    }
  }

  private static func zoo(_ model: String, _ resolution: String = "224") throws -> Network {
    try Network.expand(
      Catalog.embedded.model(named: model), Settings([("resolution", resolution)]), in: .embedded)
  }

  /// MCUNetV2 (arXiv:2110.15352): 1372 kB layer by layer, 172 kB where patches end at 28x28.
  @Test func mcuNetsClosedForms() throws {
    let network = try PatchTests.zoo("mobilenet_v2")
    let options = CountOptions(weights: .int8, activations: .int8)
    let plain = try MemoryTimeline(network, options, inPlace: .engine).peakBytes
    #expect(plain == 112 * 112 * (16 + 96) && plain / 1024 == 1372)
    let end = try #require(network.layers.firstIndex { $0.name == "bottleneck3.3.add" })
    let plan = try PatchStage(network, until: end)
      .plan(PatchGrid(rows: 4, columns: 4), options, inPlace: .engine)
    #expect(plan.restPeak == 28 * 28 * (32 + 192))
    #expect((plan.restPeak + 1023) / 1024 == 172)
  }

  /// One patch is the network as it is.
  @Test func onePatchChangesNothing() throws {
    for model in ["mobilenet_v2", "resnet50", "densenet121"] {
      let network = try PatchTests.zoo(model)
      for policy in InPlace.allCases {
        let peak = try MemoryTimeline(network, inPlace: policy).peakBytes
        for end in PatchStage.ends(of: network).dropLast(2) {
          let plan = try PatchStage(network, until: end)
            .plan(PatchGrid(rows: 1, columns: 1), inPlace: policy)
          #expect(plan.recomputed == 0)
          #expect(
            plan.peak == peak && plan.streamedPeak == peak,
            "\(model) until \(network.layers[end].name)")
        }
      }
    }
  }

  @Test func whatCanNotRunInPatches() throws {
    let network = try PatchTests.zoo("mobilenet_v3_small")
    for end in [network.layers.count - 1, network.layers.firstIndex { $0.kind == .pooling } ?? 0] {
      #expect(throws: Diagnostic.self) { try PatchStage(network, until: end) }
    }
    let conv = try PatchStage(network, until: 0)
    #expect(throws: Diagnostic.self) { try conv.plan(PatchGrid(rows: 113, columns: 1)) }
    #expect(throws: Diagnostic.self) { try conv.plan(PatchGrid(rows: 0, columns: 1)) }
  }

  /// The list of layers at which patches can end is that of the layers that are no fault.
  @Test(arguments: ["mobilenet_v2", "densenet121", "googlenet", "shufflenet_v2_x1_0", "vit_b16"])
  func endsAreWhereAStageCanEnd(name: String) throws {
    let network = try PatchTests.zoo(name)
    let found = network.layers.indices.filter {
      (try? PatchStage(network, until: $0)) != nil
    }
    #expect(PatchStage.ends(of: network) == found)
  }
}
