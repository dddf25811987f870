import CostModel
import JSON

/// What readers are told of a metric.
package struct MetricWords: Sendable {
  let metric: Metric
  let title: String
  let meaning: String

  /// The heading and the meaning of a metric.
  package init(_ metric: Metric, title: String, meaning: String) {
    self.metric = metric
    self.title = title
    self.meaning = meaning
  }

  var json: JSONOutput {
    .object([
      ("key", .string(metric.rawValue)), ("title", .string(title)),
      ("unit", .string(metric.unit == .bytes ? "B" : "")),
    ])
  }
}
