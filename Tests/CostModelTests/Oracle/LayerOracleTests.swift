import Foundation
import Symbolic
import TestSupport
import Testing

import CostModel
import Specs

/// Layer by layer: what tools printed for each convolution and dense layer, against ours.
///
/// Branches may come in another order, so the layers are compared as a bag. Squeeze layers are 1x1
/// convolutions there and dense layers here, which is one and the same thing on a 1x1 map.
struct LayerOracleTests {
  struct File: Decodable {
    let source, model: String
    let set: [String: String]
    let layers: [[Cell]]
  }

  /// A cell is a word, a number or a list of numbers.
  enum Cell: Decodable {
    case word(String), number(Int), list([Int])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) {
        self = .number(number)
      } else if let list = try? container.decode([Int].self) {
        self = .list(list)
      } else {
        self = .word(try container.decode(String.self))
      }
    }

    var numbers: [Int] {
      switch self {
      case .word: []
      case .number(let number): [number]
      case .list(let list): list
      }
    }
  }

  @Test func layersAgree() throws {
    let folder = Repository.fixtures.appending(path: "oracle/layers")
    let catalog = try Repository.catalog()
    let urls = try Repository.jsonFiles(in: folder)
    #expect(!urls.isEmpty)
    for url in urls {
      let file = try JSONDecoder().decode(File.self, from: Data(contentsOf: url))
      let settings = Settings(file.set.map { ($0, $1) })
      let network = try Network.expand(try catalog.model(named: file.model), settings, in: catalog)
      let expected = file.layers.dropFirst().compactMap(theirs)
      let actual = try network.layers.compactMap(ours)
      let missing = bag(expected).filter { bag(actual)[$0.key] != $0.value }
      let extra = bag(actual).filter { bag(expected)[$0.key] != $0.value }
      #expect(missing.isEmpty && extra.isEmpty, "\(file.source)\n\(missing)\nours\n\(extra)")
      #expect(expected.count == actual.count, "\(file.source)")
    }
  }

  private func bag(_ lines: [String]) -> [String: Int] {
    lines.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// path, type, in, out, kernel, groups, parameters, macs.
  private func theirs(_ cells: [Cell]) -> String? {
    guard cells.count == 8, case .word(let type) = cells[1], type == "conv" || type == "dense"
    else {
      return nil
    }
    let (input, output) = (cells[2].numbers, cells[3].numbers)
    let kernel = type == "dense" ? [1, 1] : cells[4].numbers
    let groups = cells[5].numbers.first ?? 1
    return line(
      input: input.reduce(1, *), output: output, kernel: kernel, groups: groups,
      weights: cells[6].numbers.first ?? 0, macs: cells[7].numbers.first ?? 0)
  }

  private func ours(_ layer: Layer) throws -> String? {
    let counts = try layer.counts()
    let weights = try number(counts.weights + counts.biases)
    let output = try layer.output.shape.sample.map(number)
    var (kernel, groups) = ([1, 1], 1)
    switch layer.operation {
    case .convolution(let convolution):
      #expect(convolution.window.kernels.count == 1)
      kernel = try convolution.window.kernels[0].sizes.map(number)
      groups = try number(convolution.groupCount(layer.inputs[0].shape))
    case .transposed(let convolution):
      kernel = try convolution.window.kernels[0].sizes.map(number)
      groups = try number(convolution.groups)
    case .dense: break
    default: return nil
    }
    return line(
      input: try number(layer.inputs[0].shape.elements()), output: output, kernel: kernel,
      groups: groups, weights: weights, macs: try number(counts.macs))
  }

  private func line(
    input: Int, output: [Int], kernel: [Int], groups: Int, weights: Int, macs: Int
  ) -> String {
    let sizes = output.count == 1 ? output + [1, 1] : output
    return "\(input) -> \(sizes) \(kernel) g\(groups): \(weights) parameters, \(macs) MACs"
  }

  private func number(_ formula: Formula) throws -> Int {
    try #require(formula.constantValue).integer()
  }
}
