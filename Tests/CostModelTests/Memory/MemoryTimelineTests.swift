import Foundation
import Specs
import Symbolic
import TestSupport
import Testing

import CostModel

/// What lives at each layer, by hand, by papers, and by looking at each layer on its own.
struct MemoryTimelineTests {
  private func timeline(
    _ text: String, _ options: CountOptions = CountOptions(), _ policy: InPlace = .none
  ) throws -> MemoryTimeline {
    let network = try Inline.report(text).network
    return try MemoryTimeline(network, options, inPlace: policy)
  }

  /// The input has 256 elements. The second layer's output is added to the first one's.
  private static let residual = Inline.spec(
    columns: "operator from k c name", #"["conv", "-", 1, 8, "first"]"#,
    #"["relu", "-", "-", "-", "-"]"#, #"["depthwise", "-", 3, "-", "-"]"#,
    #"["add", ["first", "-"], "-", "-", "-"]"#)

  @Test func residual() throws {
    let timeline = try timeline(Self.residual)
    #expect(timeline.buffers.map(\.bytes) == [1024, 2048, 2048, 2048, 2048])
    #expect(timeline.rows.map(\.bytes) == [3072, 4096, 6144, 6144])
    #expect(timeline.rows.map(\.live) == [[0, 1], [1, 2], [1, 2, 3], [1, 3, 4]])
    #expect(timeline.rows.map(\.freed) == [[0], [], [2], [1, 3]])
    #expect(timeline.peak == 2 && timeline.peakBytes == 6144)
    #expect(timeline.buffers.map(\.name) == ["input", "first", "relu", "depthwise", "add"])
  }

  @Test func whatIsWrittenInPlace() throws {
    let elementwise = try timeline(Self.residual, CountOptions(), .elementwise)
    // The sum is written over its first input; relu's input is still needed.
    #expect(elementwise.rows.map(\.made) == [1, 2, 3, nil])
    #expect(elementwise.rows.map(\.bytes) == [3072, 4096, 6144, 4096])
    let engine = try timeline(Self.residual, CountOptions(), .engine)
    #expect(engine.rows.map(\.made) == [1, 2, nil, nil])
    #expect(engine.rows.map(\.bytes) == [3072, 4096, 4096, 4096])
    #expect(engine.buffers.map(\.others) == [[], [3], [2]])
  }

  /// Figures of papers, with the rule by which they count.
  @Test(
    arguments: [
      // MobileNetV2 at 224 in fp32: 5.74 MiB.
      ("mobilenet_v2", DataType.fp32, InPlace.none, 6_021_120),
      // MCUNetV2 (arXiv:2110.15352), section 1: 1372 kB, of 1024 bytes each.
      ("mobilenet_v2", .int8, .engine, 1372 * 1024),
      // What tflite-micro takes for its head: 112 x 112 x (32 + 64) numbers.
      ("mobilenet_v1", .fp32, .none, 4_816_896),
    ])
  func figures(model: String, type: DataType, policy: InPlace, bytes: Int) throws {
    let network = try Catalog.embedded.network(model)
    let timeline = try MemoryTimeline(
      network, CountOptions(activations: type), inPlace: policy)
    #expect(timeline.peakBytes == bytes)
    #expect(try timeline.arena().plan.bytes == bytes)
  }

  @Test func freeSizesAreRefused() throws {
    let network = try Catalog.embedded.network("mobilenet_v1", free: ["width"])
    #expect { try MemoryTimeline(network) } throws: { error in
      "\(error)".contains("depends on free parameters: width")
    }
  }

  /// The sums are those of `peakMemory`, and policies only save: what is read is still there, nothing
  /// is written over what a later layer reads.
  @Test func policiesKeepWhatIsReadLater() throws {
    let count = setting("GRAPHS", 400)
    let first = setting("GRAPH_SEED", 20_261_129)
    for seed in first..<first + count {
      var graph = RandomGraph(using: SplitMix64(seed: UInt64(seed)), operators: 1 + seed % 12)
      let network = try graph.network()
      let place = Comment(rawValue: "GRAPH_SEED=\(seed) GRAPHS=1")
      guard let peak = try? network.peakMemory() else { continue }
      var last = peak.bytes
      for policy in InPlace.allCases {
        let timeline = try MemoryTimeline(network, CountOptions(), inPlace: policy)
        if policy == .none { #expect(timeline.peakBytes == peak.bytes, place) }
        #expect(timeline.peakBytes <= last, place)
        last = timeline.peakBytes
        try check(timeline, place)
      }
    }
  }

  /// Runs through the layers with the number of the tensor that was written last in each buffer.
  private func check(_ timeline: MemoryTimeline, _ place: Comment) throws {
    let layers = timeline.network.layers
    /// The buffer of each tensor.
    var homes: [Int: Int] = [:]
    for (index, buffer) in timeline.buffers.enumerated() {
      homes[buffer.tensor.id] = index
      for other in buffer.others { homes[layers[other].output.id] = index }
    }
    /// The tensor whose elements each tensor is made of, if it is a view.
    var roots: [Int: Int] = [:]
    var contents: [Int: Int] = [:]
    for input in timeline.network.inputs { contents[homes[input.id] ?? -1] = input.id }
    for (row, layer) in zip(timeline.rows, layers) {
      let sources = layer.operation.sources(layer.inputs.count)
      for tensor in layer.inputs.prefix(sources) where tensor.role == .activation {
        guard let home = homes[tensor.id] else { continue }
        #expect(row.live.contains(home), place)
        #expect(contents[home] == roots[tensor.id] ?? tensor.id, place)
      }
      guard let home = homes[layer.output.id] else { continue }
      if layer.operation.isView {
        let viewed = layer.inputs[0].id
        roots[layer.output.id] = roots[viewed] ?? viewed
      } else {
        contents[home] = layer.output.id
      }
    }
    for output in timeline.network.outputs where output.role == .activation {
      guard let home = homes[output.id] else { continue }
      #expect(contents[home] == roots[output.id] ?? output.id, place)
    }
  }
}
