import CostModel
import Symbolic

/// Published figures about networks, typed from papers and release notes, with their sources.
package struct Published: Sendable {
  /// What the networks of a table are for.
  package enum Task: String, CaseIterable, Sendable {
    case classification
    case detection
    case segmentation
    case faceAttributes = "face attributes"
    case faceEmbedding = "face embedding"
    /// None: the table is about single layers.
    case layer

    /// The dataset on which networks for the task are compared; nil for none.
    package var benchmark: String? {
      switch self {
      case .classification: "ImageNet"
      case .detection: "COCO"
      case .segmentation, .faceAttributes, .faceEmbedding, .layer: nil
      }
    }
  }

  /// A published table.
  package struct Table: Sendable {
    /// Its name in the source: `Table 6`.
    package let name: String
    /// Authors, title, identifier and year.
    package let source: String
    /// What its networks are for.
    package let task: Task
    /// The training dataset; nil if the source does not name it, and for single layers.
    package let dataset: String?
    /// The source's name for its unit.
    package let unit: String?
    /// For each metric, how the source counts: a `Convention` with spaces instead of hyphens,
    /// such as `without batch norm`, one of ``habits``, or for memory one of ``memories``.
    package let conventions: [(metric: String, words: [String])]
    /// A remark for the reader.
    package let note: String?
    /// The rows.
    package let rows: [Row]
    /// The figures that do not follow from the table's conventions, and what is known about them.
    package let exceptions: [Exception]

    /// Whether its accuracies are comparable with other papers': on ImageNet or COCO.
    package var isBenchmark: Bool { dataset != nil && dataset == task.benchmark }

    /// The words that describe how a metric is counted.
    func words(_ metric: String) -> [String] {
      conventions.first { $0.metric == metric }?.words ?? []
    }
  }

  /// A figure that does not agree.
  package struct Exception: Sendable {
    /// The number of the row, from 1.
    package let row: Int
    package let metric: String
    package let verdict: Verdict
    let reason: String
    package let position: SourcePosition
  }

  /// A row: a network, the parameters that it sets, and its figures.
  package struct Row: Sendable {
    /// The row's printed name, if its network and parameters do not give it.
    package let label: String?
    /// The network; nil for a system that is not modelled.
    package let model: String?
    /// Blocks that are replaced, with their replacements.
    package let replacements: [String: String]
    /// The kind of layer that the figures are about; nil for all.
    package let kind: LayerKind?
    /// The rows of the spec that the figures are about; empty for all.
    package let parts: [String]
    /// Values of parameters, as a user would type them.
    package let values: [(name: String, text: String)]
    /// The figures by metric.
    package let figures: [(metric: String, figure: Figure)]

    /// Whether its figures are for the whole network as its spec has it.
    package var isWholeNetwork: Bool {
      replacements.isEmpty && kind == nil && parts.isEmpty
        && figures.allSatisfy { $0.figure.meaning == .count }
    }

    /// The figure of a metric, or nil.
    package func figure(_ metric: String) -> Figure? {
      figures.first { $0.metric == metric }?.figure
    }
  }

  /// The tables in the order of the file.
  package let tables: [Table]

  /// The names of the networks, each once, sorted.
  package var modelNames: [String] {
    Set(tables.flatMap { $0.rows.compactMap(\.model) }).sorted()
  }

  /// The metrics that a network's spec determines.
  package static let costs = ["macs", "flops", "parameters", "activations", "memory"]
  /// All metrics of figures.
  package static let metrics = costs + ["top1", "top5", "ap"]
  /// Ways to print a count: under another name, truncated, rounded up, halved, or in bytes by the
  /// 1024.
  package static let habits = [misnomer, "truncated", "rounded up", "halved", binary]
  /// The word for `kB` of 1024 bytes, `MB` of 1024² bytes.
  static let binary = "kB of 1024"
  /// Words for what memory is counted: live tensors of a type, or all that an engine plans.
  package static let memories = DataType.choices.map(\.rawValue) + [engine]
  /// The word for what MCUNet's engine plans, in int8.
  static let engine = "TinyEngine"
  /// The word for MACs that a source calls FLOPs.
  static let misnomer = "MACs called FLOPs"
}
