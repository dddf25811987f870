import CostModel
import Symbolic

/// A network as a Python file for PyTorch: blocks are classes, repeated rows are sequences, and what
/// a spec decides by conditions is decided.
package struct PyTorchSource {
  /// The file.
  package let text: String

  /// The file for a network in which everything is known.
  ///
  /// - Parameter heading: what the file says that it holds, in lines.
  /// - Throws: a diagnostic for what is not known, for operators that specs have no word for, and for
  ///   repeats that are folded.
  package init(_ report: Report, heading: [String]) throws(Diagnostic) {
    var writer = try ModuleWriter(report.network)
    let root = try writer.root()
    let source = SourceText(report: report, root: root, writer: writer)
    text = (source.head(heading) + source.lines.flatMap(Layout.wrapped)).map { $0 + "\n" }.joined()
  }
}

/// The text of a file.
struct SourceText {
  let report: Report
  let root: ModuleBody
  let writer: ModuleWriter
  var lines: [String] {
    let helpers = Helper.allCases.filter(writer.helpers.contains)
    let body =
      helpers.flatMap {
        ["", ""] + $0.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      }
      + writer.classes.flatMap(\.text) + network + main
    let usesFunctional = body.contains { $0.contains("F.") }
    return ["", "import torch", "from torch import nn"]
      + (usesFunctional ? ["from torch.nn import functional as F"] : []) + constants + body
  }

  func head(_ heading: [String]) -> [String] {
    let sizes = report.network.inputs.map(\.shape.text).joined(separator: ", ")
    let text = heading.map(SourceText.plain)
    return ["\"\"\"" + (text.first ?? "")] + text.dropFirst() + [
      "",
      "Written by costcalc for an input of \(sizes); a comment gives the shape that a row makes and",
      "what it costs: multiply-accumulates and trained parameters.", "\"\"\"",
    ]
  }

  private var constants: [String] {
    [
      "", "MACS = \(SourceText.integer(report.totals.macs))",
      "PARAMETERS = \(SourceText.integer(report.totals.parameters))",
      "INPUT_SHAPES = ["
        + report.network.inputs.map { tensor in
          "(\(tensor.shape.sample.map(\.text).joined(separator: ", "))"
            + (tensor.shape.sample.count == 1 ? ",)" : ")")
        }.joined(separator: ", ") + "]",
    ]
  }

  /// The class of the whole network.
  private var network: [String] {
    var lines = [
      "", "", "class \(writer.className)(nn.Module):", "    def __init__(self):",
      "        super().__init__()",
    ]
    for field in root.fields {
      let texts = field.modules.map { $0.text() }
      if field.layers.count > 1 {
        lines += Layout.call(
          "self.\(field.name) = nn.Sequential",
          zip(texts, field.layers).map { ($0, comment($1)) }, indent: 8)
      } else {
        lines.append("        # \(comment(field.layers.first ?? []))")
        lines += Layout.assignment("self.\(field.name)", texts, indent: 8)
      }
    }
    lines += ["", "    def forward(self, \(root.inputs.joined(separator: ", "))):"]
    let isDirect = root.statements.last?.targets == root.results
    for (index, statement) in root.statements.enumerated() {
      let isLast = isDirect && index == root.statements.count - 1
      let targets = statement.targets.joined(separator: ", ")
      lines.append("        \(isLast ? "return" : "\(targets) =") \(statement.value.text())")
    }
    return lines + (isDirect ? [] : ["        return \(root.results.joined(separator: ", "))"])
  }

  private var main: [String] {
    [
      "", "", "if __name__ == \"__main__\":", "    network = \(writer.className)()",
      "    assert sum(p.numel() for p in network.parameters()) == PARAMETERS",
      "    print(network)",
    ]
  }

  /// What layers make in the end, and cost together.
  private func comment(_ layers: [Int]) -> String {
    guard let last = layers.last, let cost = try? Cost.sum(layers.map { report.rows[$0].cost })
    else { return "no layer" }
    let shape = report.network.layers[last].output.shape.text
    let parts = [
      cost.macs == .zero ? nil : "\(SourceText.integer(cost.macs)) MACs",
      cost.parameters == .zero ? nil : "\(SourceText.integer(cost.parameters)) parameters",
    ].compactMap(\.self)
    return ([shape] + parts).joined(separator: ", ")
  }

  /// `300_774_272`, as Python groups digits.
  private static func integer(_ formula: Formula) -> String {
    let digits = formula.text
    guard digits.allSatisfy(\.isNumber) else { return digits }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "_" }
      text.append(digit)
    }
    return text
  }

  /// A text that can't end a docstring or begin an escape.
  private static func plain(_ text: String) -> String {
    String(text.map { $0 == "\"" || $0 == "\\" ? "'" : $0 })
  }
}
