import CostModel
import Symbolic

/// A network as rows of a table could say it: one node a layer, names forgotten.
///
/// Moves that only relabel axes are gone: transposes, views, the nesting of concatenations. Values
/// are the cells that a row would need, those with their defaults left out, so that two layers that
/// count the same, whatever they were read from, are equal nodes.
package struct LayerGraph: Sendable {
  /// What stands for the network's input among a node's inputs.
  package static let input = -1

  /// The sizes of one sample: channels, then the map; a single position has no map.
  package struct Extent: Hashable, Sendable {
    package let channels: Int
    package let map: [Int]

    package init(channels: Int, map: [Int]) {
      self.channels = channels
      self.map = map.allSatisfy { $0 == 1 } ? [] : map
    }

    /// `64x112x112`.
    package var text: String { ([channels] + map).map(String.init).joined(separator: "x") }
  }

  /// A layer.
  package struct Node: Sendable {
    /// The word of its row.
    package var word: String
    /// Its cells by column, without those that say a default.
    package var cells: [String: Value]
    /// The nodes that it reads, in order.
    package var inputs: [Int]
    /// The sizes that it makes.
    package var extent: Extent
    /// Whether its map is a single position at every resolution.
    package var isPooled = false
    /// The layer's name in what it was read from, for messages.
    package let origin: String
  }

  /// The nodes, each after those that it reads.
  package internal(set) var nodes: [Node] = []
  /// The sizes of the input.
  package let input: Extent
  /// The sizes of the input's map, also where they are all 1.
  package let inputMap: [Int]
  /// The nodes whose tensors come out.
  package internal(set) var outputs: [Int] = []
  /// How many layers of the network only relabel axes.
  package internal(set) var relabelings = 0

  init(input: Extent, inputMap: [Int]) {
    self.input = input
    self.inputMap = inputMap
  }

  /// The sizes of a node's tensor, or of the input.
  package func extent(_ node: Int) -> Extent {
    node == LayerGraph.input ? input : nodes[node].extent
  }

  /// The nodes that read each node; those of the input come last.
  func readers() -> [[Int]] {
    var readers = [[Int]](repeating: [], count: nodes.count + 1)
    for (index, node) in nodes.enumerated() {
      for input in Set(node.inputs) {
        readers[input == LayerGraph.input ? nodes.count : input].append(index)
      }
    }
    return readers
  }
}

extension LayerGraph.Node {
  /// Whether the order of its inputs is of no consequence for what it costs.
  var isJoin: Bool { ["add", "multiply", "concat"].contains(word) }

  /// The row in short, for messages: `conv k=3 s=2 act=relu`.
  package var text: String {
    ([word] + cells.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text)" })
      .joined(separator: " ")
  }
}

/// Why a layer has no row, with the name of the layer.
struct Unsayable: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}
