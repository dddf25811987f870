import CostModel
import Foundation
import Specs
import TestSupport
import Testing

import costcalc

/// docs/json.md names every key that a command prints.
struct DocumentedJSONTests {
  /// Command lines that between them print every kind of document.
  static let lines = [
    "list", "table mobilenet_v1 --width 1", "table resnet50 --groups 1,2",
    "count mobilenet_v1", "count standard --kinds", "count standard --fold blocks",
    "compare depthwise vs standard", "compare mobilenet_v1 resnet50 mobilenet_v2",
    "compare mobilenet_v1 mobilenet_v2 --layers",
    "compare depthwise vs standard --size 8 --run --threads 1",
    "formula separable --breakpoints size=3:5 --free size", "roofline mobilenet_v1 -m h100",
    "roofline mobilenet_v1 -m h100 --kinds", "explain mobilenet_v2",
    "explain mobilenet_v2 --to thop", "explain mobilenet_v2 --value 327.49M",
    "table efficientnet", "scale --strategy all --phi 1", "published mobilenet_v2",
    "grid-search --tolerance 1%",
    "grid-search mobilenet_v1 --vary width=0.25,1 --accuracy published",
    "fit mobilenet_v1 --max-macs 60M", "space detnas_space", "space detnas_space --sample 2",
    "scale --phi 0:1", "scale --fit", "scale efficientdet_d0 --phi 2",
    "memory mobilenet_v2 --in-place engine", "memory mobilenet_v2 --arena",
    "memory googlenet --order best",
    "check mobilenet_v1 --max-macs 1G",
    "verify mobilenet_v1 --resolution 32 --width 0.25", "verify all --limit 1M",
  ]
  /// Objects whose keys are the user's words or the data's, which the documentation names as such.
  private static let open: Set<String> = [
    "bindings", "coefficients", "parameters", "efficiency", "terms",
  ]

  @Test(arguments: lines) func everyKeyIsDocumented(line: String) throws {
    let result = try Tool.run(shell: "costcalc \(line) --format json")
    #expect(result.status == 0, "\(result.error)")
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let text = try String(
      contentsOf: Repository.root.appending(path: "docs/json.md"), encoding: .utf8)
    // Every word in backquotes, `"macs"` and `{"rows": …}` included.
    let spans = text.split(separator: "`", omittingEmptySubsequences: false)
    let quoted = spans.indices.filter { !$0.isMultiple(of: 2) }.map { spans[$0] }
    let words = quoted.flatMap { span in
      [span.filter { $0 != "\"" }]
        + span.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
    }
    // What is done has the name of what is counted, and the model's parameters are their own.
    let done =
      Metric.allCases.map(\.rawValue).map { key in
        "executed\(key.prefix(1).uppercased())\(key.dropFirst())"
      }
      + ["Fused", "Unfused"].flatMap { kind in
        ["Read", "Weights", "Written"].map { "executed\(kind)\($0)" }
      }
    let models = line.split(separator: " ").map(String.init).filter {
      Catalog.embedded.modelNames.contains($0)
    }
    let parameters = try (models + ["efficientnet_b0"]).flatMap {
      try Catalog.embedded.model(named: $0).spec.parameters.map(\.name)
    }
    let known = Set(words).union(done).union(parameters)
    for key in keys(object).subtracting(known) {
      Issue.record("docs/json.md has no \(key), which costcalc \(line) prints")
    }
  }

  private func keys(_ value: Any) -> Set<String> {
    if let list = value as? [Any] { return Set(list.flatMap { keys($0) }) }
    guard let object = value as? [String: Any] else { return [] }
    let inner = object.filter {
      !($0.value is [String: Any] && DocumentedJSONTests.open.contains($0.key))
    }
    return Set(object.keys).union(inner.values.flatMap { keys($0) })
  }
}
