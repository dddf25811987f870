import CostModel
import JSON
import Specs
import Symbolic

/// Reads a journal line by line.
struct JournalReader {
  private let path: String
  private var format = 0
  private var headers: [Journal.Header] = []
  private var records: [Journal.Record] = []
  private var number = 0

  init(_ path: String) { self.path = path }

  /// Reads a line. - Throws: a diagnostic at a line that is not a record.
  mutating func take(_ line: ArraySlice<UInt8>) throws(Diagnostic) {
    number += 1
    let json: JSON
    do throws(Diagnostic) {
      json = try JSON.read(Array(line), file: path)
    } catch {
      throw Diagnostic(
        number == 1
          ? "this is not the journal of a search"
          : line.isEmpty ? "this line is blank" : error.message,
        at: SourcePosition(file: path, line: number, column: error.position?.column ?? 1))
    }
    let position = SourcePosition(file: path, line: number, column: 1)
    if number == 1 {
      try checkFormat(json)
      guard let format = Journal.format(of: json), let header = Journal.Header(json) else {
        throw Diagnostic("this is not the journal of a search", at: position)
      }
      (self.format, headers) = (format, [header])
    } else {
      guard let record = Journal.Record(json), isInPlace(record) else {
        throw Diagnostic("this is not a record of a search", at: position)
      }
      if case .search(let header) = record { headers.append(header) }
      records.append(record)
    }
  }

  /// Only trainings are for several searches.
  private func isInPlace(_ record: Journal.Record) -> Bool {
    guard case .search(let header) = record else { return true }
    return header.origin != nil
      && headers.allSatisfy { $0.origin != nil && $0.spec == header.spec }
  }

  /// Rejects a journal of a later version, whose contents may have another meaning.
  private func checkFormat(_ json: JSON) throws(Diagnostic) {
    guard let format = Journal.format(of: json), format > Journal.format else { return }
    let writer = json["version"]?.text.map { " \(printable($0))" } ?? ""
    throw Diagnostic(
      "this journal has format \(format), and this costcalc reads formats 1 to \(Journal.format)",
      at: json["schema"]?.position, help: "use costcalc\(writer), which wrote it, or a later one")
  }

  /// The contents of the lines. - Throws: a diagnostic if there were none.
  func contents() throws(Diagnostic) -> Journal.Contents {
    guard !headers.isEmpty else {
      throw Diagnostic("\(quoted(path)) is not the journal of a search")
    }
    return Journal.Contents(path: path, format: format, headers: headers, records: records)
  }
}
