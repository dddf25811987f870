import CostModel
import Symbolic

/// Published figures about networks, typed from papers and release notes, with their sources.
public struct Published: Sendable {
  /// What the networks of a table are for.
  public enum Task: String, CaseIterable, Sendable {
    case classification
    case detection
    case segmentation
    case faceAttributes = "face attributes"
    case faceEmbedding = "face embedding"
    /// None: the table is about single layers.
    case layer

    /// The dataset on which networks for the task are compared; nil for none.
    public var benchmark: String? {
      switch self {
      case .classification: "ImageNet"
      case .detection: "COCO"
      case .segmentation, .faceAttributes, .faceEmbedding, .layer: nil
      }
    }
  }

  /// A published table.
  public struct Table: Sendable {
    /// Its name in the source: `Table 6`.
    public let name: String
    /// Authors, title, identifier and year.
    public let source: String
    /// What its networks are for.
    public let task: Task
    /// The training dataset; nil if the source does not name it, and for single layers.
    public let dataset: String?
    /// The source's name for its unit.
    public let unit: String?
    /// For each metric, how the source counts: a `Convention` with spaces instead of hyphens,
    /// such as `without batch norm`, or one of ``habits``.
    public let conventions: [(metric: String, words: [String])]
    /// A remark for the reader.
    public let note: String?
    /// The rows.
    public let rows: [Row]
    /// The figures that do not follow from the table's conventions, and what is known about them.
    let exceptions: [Exception]

    /// Whether its accuracies are comparable with other papers': on ImageNet or COCO.
    public var isBenchmark: Bool { dataset != nil && dataset == task.benchmark }

    /// The words that describe how a metric is counted.
    func words(_ metric: String) -> [String] {
      conventions.first { $0.metric == metric }?.words ?? []
    }
  }

  /// A figure that does not agree.
  struct Exception: Sendable {
    /// The number of the row, from 1.
    let row: Int
    let metric: String
    let verdict: Verdict
    let reason: String
    let position: SourcePosition
  }

  /// A row: a network, the parameters that it sets, and its figures.
  public struct Row: Sendable {
    /// The row's printed name, if its network and parameters do not give it.
    public let label: String?
    /// The network; nil for a system that is not modelled.
    public let model: String?
    /// Blocks that are replaced, with their replacements.
    let replacements: [String: String]
    /// The kind of layer that the figures are about; nil for all.
    let kind: LayerKind?
    /// The rows of the spec that the figures are about; empty for all.
    let parts: [String]
    /// Values of parameters, as a user would type them.
    public let values: [(name: String, text: String)]
    /// The figures by metric.
    public let figures: [(metric: String, figure: Figure)]

    /// Whether its figures are for the whole network as its spec has it.
    public var isWholeNetwork: Bool {
      replacements.isEmpty && kind == nil && parts.isEmpty
        && figures.allSatisfy { $0.figure.meaning == .count }
    }

    /// The figure of a metric, or nil.
    public func figure(_ metric: String) -> Figure? {
      figures.first { $0.metric == metric }?.figure
    }
  }

  /// The tables in the order of the file.
  public let tables: [Table]

  /// The names of the networks, each once, sorted.
  public var modelNames: [String] {
    Set(tables.flatMap { $0.rows.compactMap(\.model) }).sorted()
  }

  /// The metrics that a network's spec determines.
  public static let costs = ["macs", "flops", "parameters", "activations", "memory"]
  /// All metrics of figures.
  public static let metrics = costs + ["top1", "top5", "ap"]
  /// Ways to print a count: under another name, truncated, rounded up, or halved.
  public static let habits = [misnomer, "truncated", "rounded up", "halved"]
  /// The word for MACs that a source calls FLOPs.
  static let misnomer = "MACs called FLOPs"
}
