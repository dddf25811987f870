import CostModel
import Symbolic

/// Measured accuracies: a table of networks, from a CSV file.
///
/// A row names a network by `variant`, a member of the family, or by parameters, and gives its
/// `accuracy`, perhaps with its `stderr` and what else a search prints. Lines that begin with `#`
/// give the source.
package struct Measurements: Sendable {
  /// A row: a network and what is known of it.
  package struct Row: Sendable {
    /// Its position in the file.
    package let position: SourcePosition
    /// The member of the family; nil for the model itself.
    package let variant: String?
    /// Values by column: parameters, or choices of the search.
    package let values: [(name: String, text: String)]
    /// The measured accuracy, and how far to trust it.
    package let evaluation: Evaluation
    /// The accuracy alone.
    package var accuracy: Double { evaluation.accuracy.mean }
  }

  /// What a row may say of trainings.
  private static let evaluated = ["accuracy", "stderr", "n", "seconds", "attempts"]
  /// The columns of a search's own output that say nothing about accuracy, and follow from the
  /// network.
  private static let ignored =
    [
      "source", "ideal", "real", "memory", "peak", "used", "points", "choices", "network", "rank",
      "known", "withinError",
    ] + Metric.searched.map(\.rawValue)

  /// The rows in order.
  package let rows: [Row]
  /// The text of the `#` lines.
  package let comments: [String]

  /// Reads a table (RFC 4180; the first line that is not a comment names the columns).
  ///
  /// - Parameter known: the valid columns besides `variant`, `accuracy` and `source`.
  /// - Throws: a diagnostic at the line that is wrong.
  package init(_ text: String, file: String, known: [String]) throws(Diagnostic) {
    var comments: [String] = []
    var header: [String]?
    var rows: [Row] = []
    // Swift treats a carriage return plus line feed as one character, not equal to a line feed.
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (number, line) in lines.enumerated() {
      let position = SourcePosition(file: file, line: number + 1, column: 1)
      if line.first == "#" {
        comments.append(String(line.dropFirst().drop { $0 == " " }))
        continue
      }
      guard !line.allSatisfy({ $0 == " " }) else { continue }
      let fields = try Measurements.fields(line, at: position)
      guard let header else {
        try Measurements.check(fields, known, at: position)
        header = fields
        continue
      }
      guard let row = try Measurements.row(fields, header, known, at: position) else { continue }
      rows.append(row)
    }
    guard header != nil else {
      throw Diagnostic("\(quoted(file)) is empty", help: "its first line names the columns")
    }
    self.rows = rows
    self.comments = comments
  }

  /// Whether the columns are those of a search's output, which has others for metrics.
  private static func isOutput(_ header: [String]) -> Bool {
    (Metric.searched.map(\.rawValue) + ["rank"]).allSatisfy(header.contains)
  }

  private static func check(
    _ header: [String], _ known: [String], at position: SourcePosition
  ) throws(Diagnostic) {
    let own = ["variant"] + known + evaluated + ["source"]
    let isOutput = isOutput(header)
    for (index, name) in header.enumerated() {
      guard isOutput || own.contains(name) || ignored.contains(name) else {
        throw Diagnostic(
          "unknown column \(quoted(name))", at: position,
          help: didYouMean(name, in: own) ?? "columns are \(own.joined(separator: ", "))")
      }
      guard !header[..<index].contains(name) else {
        throw Diagnostic("the column \(quoted(name)) appears twice", at: position)
      }
    }
    guard header.contains("accuracy") else {
      throw Diagnostic("there is no column 'accuracy'", at: position)
    }
  }

  /// The row; nil for one of a search's output whose accuracy is unknown.
  private static func row(
    _ fields: [String], _ header: [String], _ known: [String], at position: SourcePosition
  ) throws(Diagnostic) -> Row? {
    guard fields.count == header.count else {
      throw Diagnostic(
        "the row has \(fields.count) fields, and the first line \(header.count)", at: position)
    }
    let all = zip(header, fields).map { (name: $0, text: $1) }.filter { !$0.text.isEmpty }
    func number(_ name: String) throws(Diagnostic) -> Double? {
      guard let text = all.first(where: { $0.name == name })?.text else { return nil }
      guard let number = Double(plain: text), name == "accuracy" || number >= 0 else {
        let what = name == "accuracy" ? "an accuracy must be a number" : "\(name) is wrong"
        throw Diagnostic("\(what), not \(quoted(text))", at: position)
      }
      return number
    }
    func count(_ name: String) throws(Diagnostic) -> Int? {
      try number(name).flatMap { Int(exactly: $0.rounded()) }
    }
    guard let accuracy = try number("accuracy") else {
      guard !isOutput(header) else { return nil }
      throw Diagnostic("an accuracy must be a number, not ''", at: position)
    }
    var metrics: [String: Evaluation.Quantity] = [:]
    for (name, text) in all
    where !known.contains(name) && !(["variant"] + evaluated + ignored).contains(name) {
      metrics[name] = Double(plain: text).map { Evaluation.Quantity($0) }
    }
    let evaluation = Evaluation(
      Evaluation.Quantity(accuracy, standardError: try number("stderr")), metrics: metrics,
      count: try count("n"), seconds: try number("seconds"), attempts: try count("attempts"))
    return Row(
      position: position, variant: all.first { $0.name == "variant" }?.text,
      values: all.filter { known.contains($0.name) }, evaluation: evaluation)
  }

  /// The fields of a line; a quoted field may contain commas and doubled quotes.
  private static func fields(
    _ line: Substring, at position: SourcePosition
  ) throws(Diagnostic) -> [String] {
    var fields = [""]
    var isQuoted = false
    var rest = line[...]
    while let character = rest.popFirst() {
      switch (character, isQuoted) {
      case ("\"", true) where rest.first == "\"":
        fields[fields.count - 1].append("\"")
        rest.removeFirst()
      case ("\"", _): isQuoted.toggle()
      case (",", false): fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    guard !isQuoted else { throw Diagnostic("a quote is not closed", at: position) }
    return fields.map { field in
      String(field.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}

/// The networks of a table of accuracies, for looking up candidates.
///
/// Rows and candidates are compared as networks: a row matches a candidate if every layer is the
/// same, whatever parameters led to it.
package struct MeasuredNetworks: Sendable {
  /// The comments of the table.
  package let comments: [String]
  private let networks: CandidateNetworks
  private var known = NetworkIndex<Measurements.Row>()
  private var found: Set<Int> = []

  /// How many networks of the table have not been among the candidates so far.
  package var missing: Int { known.count - found.count }

  /// Counts the networks of a table.
  ///
  /// - Parameter parameter: the parameter and value that a choice of the search stands for.
  /// - Throws: a diagnostic at a row that is not a network, or repeats one with another accuracy.
  package init(
    _ table: Measurements, of networks: CandidateNetworks,
    parameter: ((name: String, text: String)) -> (name: String, text: String)? = { _ in nil }
  ) throws(Diagnostic) {
    comments = table.comments
    self.networks = networks
    for row in table.rows {
      let other = known.insert(try networks.report(row, parameter), row)
      guard other.accuracy == row.accuracy else {
        throw Diagnostic(
          "this is the same network as in line \(other.position.line), with another accuracy",
          at: row.position)
      }
    }
  }

  /// Fills in the accuracies of candidates in the table. - Throws: as counting them does.
  package mutating func fill(_ candidates: inout [Candidate]) throws(Diagnostic) {
    for index in candidates.indices {
      guard let row = try known.find(candidates[index], in: networks) else { continue }
      candidates[index].evaluation = row.evaluation
      found.insert(row.position.line)
    }
  }
}

extension CandidateNetworks {
  fileprivate func report(
    _ row: Measurements.Row,
    _ parameter: ((name: String, text: String)) -> (name: String, text: String)?
  ) throws(Diagnostic) -> Report {
    do throws(Diagnostic) {
      var own = model
      if let variant = row.variant {
        guard let member = model.spec.model(named: variant) else {
          throw Diagnostic(
            "\(model.name) has no variant \(quoted(variant))",
            help: didYouMean(variant, in: model.spec.variants.map(\.name)))
        }
        own = member
      }
      // A search prints a coefficient and the parameter that follows from it.
      let values = row.values.map { parameter($0) ?? $0 }
      let last = Dictionary(values.map { ($0.name, $0.text) }, uniquingKeysWith: { $1 })
      return try folded(own, last.sorted { $0.key < $1.key }.map { (name: $0.key, text: $0.value) })
    } catch {
      throw Diagnostic(error.message, at: row.position, help: error.help)
    }
  }
}
