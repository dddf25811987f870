import Foundation
import TestSupport
import Testing

import CostModel
import ReferenceExecutor
import Specs

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
    let stride, dilation, by, size, shift: [Int]?
    let channels, groups, start, heads, kvHeads: Int?
    let bias, transpose: Bool?

    var testDescription: String { name }
  }

  private static let cases: [Case] = {
    let file = Repository.root.appending(path: "Tests/ReferenceExecutorTests/Fixtures/values.json")
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
    let curves = Activation.allCases.map(\.rawValue)
    let norms = NormalizationKernel.Kind.allCases.map(\.rawValue)
    let fusions = Join.Fusion.allCases.map(\.rawValue)
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
    case .reshape(let size): result = FeatureMap(viewing: inputs[0], as: size)
    case .kernel(let kernel):
      result = FeatureMap(kernel.output)
      var task = KernelTask(
        inputs.map(WatchedMap.init), parameters, into: WatchedMap(result),
        epilogue: try expected.act.map {
          WatchedActivation(try #require(Activation(rawValue: $0)), nil)
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
      let kind = try #require(row.word.flatMap(NormalizationKernel.Kind.init(rawValue:)))
      return .kernel(NormalizationKernel(output: sizes[0], kind: kind))
    }
    return ReferenceExecutor.Operation.counting(try bound(row, on: sizes), on: sizes)
  }

  /// `same`, `1`, `1x0`, `1 ceil`.
  private static func padding(
    _ text: String, _ axis: Int
  ) throws -> SlidingAxis<Int>.Padding {
    if text == "same" { return .same }
    let words = text.split(separator: " ")
    let sizes = try #require(words.first).split(separator: "x")
    return .symmetric(
      try #require(Int(sizes[axis % sizes.count])), ceil: words.last == "ceil")
  }

  private static func bound(_ row: Case, on sizes: [MapSize]) throws -> Operator<Int> {
    let window = try row.kernels.map { kernels in
      let (strides, dilations) = (try #require(row.stride), try #require(row.dilation))
      return Window<Int>(
        kernels.map { KernelSize($0) },
        try (0...1).map { axis in
          SlidingAxis(
            stride: strides[axis], dilation: dilations[axis],
            padding: try padding(try #require(row.padding), axis))
        })
    }
    let (channels, groups, bias) = (row.channels ?? 0, row.groups ?? 1, row.bias ?? false)
    switch row.operator {
    case "conv":
      return .convolution(
        Convolution(
          try #require(window), channels: channels, groups: .count(groups), hasBias: bias))
    case "depthwise":
      return .convolution(
        Convolution(try #require(window), channels: channels, groups: .perChannel, hasBias: bias))
    case "transposed":
      return .transposed(
        TransposedConvolution(
          try #require(window), channels: channels, groups: groups, hasBias: bias))
    case "dense": return .dense(Dense(channels: channels, hasBias: bias))
    case "maxpool", "avgpool":
      return .pool(Pool(isMaximum: row.operator == "maxpool", window))
    case "activation":
      return .activation(try #require(row.word.flatMap(Activation.init(rawValue:))))
    case "softmax":
      return .softmax(Softmax(.softmax, axis: nil, heads: row.heads ?? 1))
    case "add": return .join(.add(try #require(row.word.flatMap(Join.Fusion.init(rawValue:)))))
    case "multiply": return .join(.multiply)
    case "concat": return .join(.concat(axis: nil))
    case "split":
      return .rearrangement(.split(channels: channels, start: try #require(row.start)))
    case "shuffle": return .rearrangement(.shuffle(groups: groups))
    case "resize": return .resize(row.by.map { .by($0.map { .exact($0, over: 1) }) } ?? .like)
    case "depth_to_space": return .rearrangement(.depthToSpace(by: try #require(row.by)))
    case "space_to_depth": return .rearrangement(.spaceToDepth(by: try #require(row.by)))
    case "none": return .zeros
    case "matmul":
      return .product(
        MatrixProduct(
          transposes: row.transpose ?? false, heads: row.heads ?? 1, kvHeads: row.kvHeads ?? 1))
    case "linear": return .dense(Dense(channels: channels, hasBias: bias, axis: 1))
    case "tokens":
      return .move(.reshape(to: [sizes[0].batch, sizes[0].channels, sizes[0].area], layout: nil))
    case "pick":
      return .move(.slice(axis: 2, start: try #require(row.start), count: 1, step: 1))
    case "class_token": return .embedding(.classToken)
    case "position": return .embedding(.position)
    case "relative_position":
      return .embedding(.relativePosition(heads: try #require(row.heads)))
    case "windows":
      return .partition(.windows(try #require(row.size), shift: try #require(row.shift)))
    case "windows_to_space": return .partition(.windowsToSpace(shift: try #require(row.shift)))
    case "space_to_batch": return .partition(.spaceToBatch(by: try #require(row.by)))
    case "batch_to_space": return .partition(.batchToSpace(by: try #require(row.by)))
    default:
      Issue.record("the operator \(row.operator) is not known")
      return .zeros
    }
  }
}

extension MapSize {
  fileprivate init(_ sizes: [Int]) {
    self.init(batch: sizes[0], channels: sizes[1], map: Array(sizes.dropFirst(2)))
  }
}
