import Foundation
import Testing

@testable import CostModel
@testable import ReferenceExecutor

/// Kernels against what PyTorch makes of the same arrays; Tests/oracle/values.py tells how.
struct ValuesTests {
  private struct Fixture: Decodable {
    let by: String
    let cases: [Case]
  }

  struct Case: Decodable, CustomTestStringConvertible {
    let name: String
    let `operator`: String
    let shapes: [[Int]]
    let inputs: [[Float]]
    let parameters: [[Float]]
    let output: [Int]
    let values: [Double]
    // What only some operators have.
    let word, padding, act: String?
    let kernels: [[Int]]?
    let stride, dilation, by: [Int]?
    let channels, groups, start: Int?
    let bias, transpose: Bool?

    var testDescription: String { name }
  }

  private static let cases: [Case] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/values.json")
    guard let data = try? Data(contentsOf: file),
      let fixture = try? JSONDecoder().decode(Fixture.self, from: data),
      fixture.by.hasPrefix("PyTorch")
    else { return [] }
    return fixture.cases
  }()

  @Test func everyOperatorAndWordIsThere() {
    let operators = Set(ValuesTests.cases.map(\.operator))
    let words = Set(ValuesTests.cases.compactMap(\.word))
    for entry in OperatorEntry.all {
      #expect(operators.contains(entry.name) || words.contains(entry.name), "\(entry.name)")
    }
    let curves = Curve.allCases.map(\.rawValue)
    let norms = NormalizationKernel.Kind.allCases.map(\.rawValue)
    let fusions = AddKernel.Fusion.allCases.map(\.rawValue)
    #expect(Set(curves + norms + fusions) == words)
  }

  @Test(arguments: cases) func kernelsSayWhatPyTorchSays(_ expected: Case) throws {
    let sizes = expected.shapes.map { MapSize($0) }
    let operation = try ValuesTests.operation(expected, on: sizes)
    #expect(operation.output == MapSize(expected.output))
    let inputs = zip(sizes, expected.inputs).map { size, values in
      let map = FeatureMap(size)
      var next = values.makeIterator()
      map.fill { next.next() ?? .nan }
      return map
    }
    #expect(operation.parameters.map(\.count) == expected.parameters.map(\.count))
    let parameters = expected.parameters.map { values in
      let storage = Storage(values.count)
      for (index, value) in values.enumerated() { storage.elements[index] = value }
      return storage
    }
    let result: FeatureMap
    switch operation {
    case .view(let channels, _): result = FeatureMap(viewing: inputs[0], channels: channels)
    case .kernel(let kernel):
      result = FeatureMap(kernel.output)
      var task = KernelTask(
        inputs.map(WatchedMap.init), parameters, into: WatchedMap(result),
        finish: expected.act.map {
          WatchedCurve(ReferenceExecutor.Operation.curve($0), nil)
        })
      try kernel.run(&task)
    }
    // Sums in single precision are off by parts of their largest terms.
    let scale = expected.values.map(abs).max() ?? 0
    #expect(result.values.count == expected.values.count)
    for (index, (found, value)) in zip(result.values, expected.values).enumerated() {
      let distance = abs(Double(found) - value)
      #expect(
        distance <= 1e-5 * max(abs(value), scale / 100), "element \(index): \(found), not \(value)")
    }
  }

  private static func operation(_ row: Case, on sizes: [MapSize]) throws
    -> ReferenceExecutor.Operation
  {
    if row.operator == "norm" {
      return .kernel(
        ReferenceExecutor.Operation.normalization(try #require(row.word), on: sizes[0]))
    }
    return ReferenceExecutor.Operation.counting(try attributes(row), on: sizes)
  }

  /// `same`, `1`, `1x0`, `1 ceil`.
  private static func padding(
    _ text: String, _ axis: Int
  ) throws -> Attributes.Window.Padding {
    if text == "same" { return .same }
    let words = text.split(separator: " ")
    let sizes = try #require(words.first).split(separator: "x")
    return .symmetric(
      try #require(Int(sizes[axis % sizes.count])), ceil: words.last == "ceil")
  }

  private static func attributes(_ row: Case) throws -> Attributes {
    let window = try row.kernels.map { kernels in
      let (strides, dilations) = (try #require(row.stride), try #require(row.dilation))
      return Attributes.Window(
        kernels: kernels.map { .init(height: $0[0], width: $0[1]) },
        axes: try (0...1).map { axis in
          Attributes.Window.Axis(
            stride: strides[axis], dilation: dilations[axis],
            padding: try padding(try #require(row.padding), axis))
        })
    }
    let (channels, groups, bias) = (row.channels ?? 0, row.groups ?? 1, row.bias ?? false)
    switch row.operator {
    case "conv":
      return .convolution(
        try #require(window), channels: channels, groups: groups, hasBias: bias)
    case "depthwise": return .depthwise(try #require(window), channels: channels, hasBias: bias)
    case "transposed":
      return .transposed(try #require(window), channels: channels, groups: groups, hasBias: bias)
    case "dense": return .dense(channels: channels, hasBias: bias)
    case "maxpool", "avgpool": return .pooling(isMaximum: row.operator == "maxpool", window)
    case "activation": return .activation(try #require(row.word))
    case "softmax": return .softmax
    case "add": return .add(fusion: try #require(row.word))
    case "multiply": return .multiply
    case "concat": return .concat
    case "split": return .split(channels: channels, start: try #require(row.start))
    case "shuffle": return .shuffle(groups: groups)
    case "resize": return .resize(by: row.by?.map { .exact($0, over: 1) })
    case "depth_to_space": return .depthToSpace(by: try #require(row.by))
    case "space_to_depth": return .spaceToDepth(by: try #require(row.by))
    case "none": return .zeros
    case "matmul": return .product(transposes: row.transpose ?? false)
    default:
      Issue.record("the operator \(row.operator) is not known")
      return .softmax
    }
  }
}

extension MapSize {
  fileprivate init(_ sizes: [Int]) {
    self.init(batch: sizes[0], channels: sizes[1], height: sizes[2], width: sizes[3])
  }
}
