import CostModel
import JSON
import ModelFiles
import Specs
import Symbolic

/// What `list FILE` shows of a model file: inputs, outputs, sizes that it leaves open, operators.
struct ModelFileListing {
  let file: ModelFile

  /// An operator, and how many nodes have it.
  typealias Row = (name: String, nodes: Int)

  static let columns: [Column<Row>] = [
    Column(
      "operator", "Operator", alignment: .left, flexibility: .keepsStart, priority: 10,
      isLabel: true, meaning: "of a model file, as the file names it"
    ) { .text($0.name) },
    Column("nodes", "Nodes", priority: 9, meaning: "how many nodes of the file have it") {
      .integer(Int128($0.nodes))
    },
  ]

  /// The operators of all graphs, those with the most nodes first.
  private var rows: [Row] {
    var counts: [String: Int] = [:]
    for node in file.graphs.flatMap(\.nodes) {
      let name = node.domain.isEmpty ? node.type : "\(node.domain).\(node.type)"
      counts[name, default: 0] += 1
    }
    return counts.map { (name: $0.key, nodes: $0.value) }
      .sorted { ($1.nodes, $0.name) < ($0.nodes, $1.name) }
  }

  func show(_ invocation: Invocation) throws {
    let rows = rows
    let total = (name: "total", nodes: rows.reduce(0) { $0 + $1.nodes })
    try invocation.show(
      Grid(ModelFileListing.columns, rows, totals: [total]),
      JSONHead(
        "list-file",
        about: [
          ("model", .string(file.name)), ("format", .string(file.format.rawValue)),
          ("producer", .string(file.producer)),
          ("inputs", .array(file.inputs.map(\.json))),
          ("outputs", .array(file.outputs.map(\.json))),
          ("freeSizes", .array(file.freeSizes.map { .string($0) })),
        ]), notes: notes)
  }

  private var notes: [String] {
    let versions = file.operatorSets.sorted { $0.key < $1.key }.map { domain, version in
      domain.isEmpty ? "operator set \(version)" : "\(domain) \(version)"
    }
    let origin = [file.format.rawValue] + (file.producer.isEmpty ? [] : ["by \(file.producer)"])
    let free = file.freeSizes
    return [(origin + versions).joined(separator: ", ")]
      + file.inputs.map { "input \($0.text)" } + file.outputs.map { "output \($0.text)" }
      + [
        free.isEmpty
          ? "no free sizes"
          : "free sizes: \(free.joined(separator: ", ")); --set \(free[0])=NUMBER binds one"
      ]
  }
}

extension ModelFile.Input {
  /// `images: batch x 3 x height x width`.
  var text: String {
    let sizes = axes.map { axis -> String in
      if case .known(let size) = axis.size { "\(size)" } else { axis.name }
    }
    return sizes.isEmpty ? name : "\(name): \(sizes.joined(separator: " x "))"
  }

  fileprivate var json: JSONOutput {
    .object([
      ("name", .string(name)),
      (
        "sizes",
        .array(
          axes.map { axis in
            if case .known(let size) = axis.size {
              return .integer(Int128(size))
            }
            return .string(axis.name)
          })
      ),
    ])
  }
}
