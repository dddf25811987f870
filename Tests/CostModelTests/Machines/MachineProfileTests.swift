import Foundation
import JSON
import Symbolic
import Testing

import CostModel
import Specs

/// Machine profiles: read strictly, a source for each number, every fault with its place.
struct MachineProfileTests {
  private func read(_ text: String) throws(Diagnostics) -> MachineProfile {
    try MachineProfile.read(Array(text.utf8), file: "m.json")
  }

  private func fault(_ text: String) -> String? {
    do throws(Diagnostics) {
      _ = try read(text)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func aProfileHasItsNumbers() throws {
    let profile = try read(
      """
      { "name": "m", "title": "M", "source": "s", "note": "n", "cores": 2,
        "peaks": [["precision", "peak", "source"], ["int8", "2 MAC/cycle"], ["fp32", "1.5 GFLOP/s", "own"],
          ["fp16", null, "unread"], ["bf16", "3GMAC/s"], ["tf32", "16 FLOP/cycle"]],
        "memory": [["quantity", "value", "source"], ["bandwidth", "20.5 GB/s"], ["on-chip", null]],
        "caches": [["cache", "size", "source"], ["L1d", "32768 B"], ["L2", null, "unread"]],
        "efficiency": { "pointwise": 0.9, "note": "one core", "depthwise": 1 } }
      """)
    #expect(profile.name == "m" && profile.title == "M" && profile.note == "n")
    #expect(profile.cores == 2)
    #expect(profile.precisions == [.int8, .fp32, .bf16, .tf32])
    let rates: [(Precision, MachineProfile.Rate?, String?)] = [
      (.int8, .perCycle(4), "s"), (.fp32, .perSecond(1.5e9), "own"), (.fp16, nil, "unread"),
      (.bf16, .perSecond(6e9), "s"), (.tf32, .perCycle(16), "s"),
    ]
    for (precision, rate, source) in rates {
      #expect(profile.peak(of: precision)?.rate == rate, "\(precision)")
      #expect(profile.peak(of: precision)?.source == source, "\(precision)")
    }
    #expect(profile.bandwidth?.value == 20.5e9 && profile.bandwidth?.source == "s")
    #expect(profile.onChip != nil && profile.onChip?.value == nil && profile.capacity == nil)
    #expect(profile.caches.map(\.level) == [.data, .second])
    #expect(profile.caches.map(\.size.value) == [32_768, nil])
    #expect(profile.caches.map(\.size.source) == ["s", "unread"])
    #expect(profile.efficiency == [.pointwise: 0.9, .depthwise: 1])
  }

  /// Where the file names the source of all numbers, no table needs a column of sources.
  @Test func sourcesMayBeLeftOut() throws {
    let text = """
      { "name": "m", "title": "M", "source": "s", "peaks": [["precision", "peak"], ["fp32", "1 OP/s"]],
        "memory": [["quantity", "value"], ["bandwidth", "20 GB/s"]] }
      """
    let profile = try read(text)
    #expect(profile.peak(of: .fp32)?.source == "s" && profile.bandwidth?.source == "s")
    let missing = text.replacing("\"source\": \"s\", ", with: "")
    #expect(fault(missing)?.contains("'1 OP/s' has no source; name it after the number") ?? false)
  }

  /// Faults are reported in the order of the file, not of the reader.
  @Test func faultsAreInOrder() {
    let text = """
      { "efficiency": { "pontwise": 1 }, "name": "m", "title": "M", "source": "s",
        "memory": [["quantity", "value"], ["speed", "1 B/s"]],
        "peaks": [["precision", "peak"], ["fp31", "1 OP/s"]] }
      """
    do {
      _ = try MachineProfile.read(Array(text.utf8), file: "m.json")
      Issue.record("no fault")
    } catch {
      #expect(error.all.compactMap(\.position?.line) == [1, 2, 3])
    }
  }

  @Test func faultsHavePlaces() throws {
    func peaks(_ rows: String, _ more: String = "") -> String {
      #"{ "name": "m", "title": "M", "peaks": [["precision", "peak", "source"], "# + rows + "]"
        + more + " }"
    }
    let row = #"["fp32", "1 GFLOP/s", "s"]"#
    func memory(_ row: String) -> String {
      peaks(
        #"["fp32", "1 GFLOP/s", "s"]"#,
        #", "memory": [["quantity", "value", "source"], "# + row + "]")
    }
    let unit = "or null if no source is known"
    let form = #"write a peak like "19.5 TFLOP/s", "4 TOP/s" or "2 MAC/cycle", "# + unit
    for (text, place, message) in [
      ("[]", "[", "a machine profile is an object, not an array"),
      ("{}", "{", "a machine profile needs 'name', 'title' and 'peaks'"),
      (
        #"{ "name": "m 1", "title": "M", "peaks": [] }"#, #""m 1""#,
        "a machine's name can't be 'm 1'; "
          + "names are letters, digits and underscores, a letter first"
      ),
      (
        #"{ "name": "m", "title": "M", "peaks": [["precision", "rate"]] }"#, "[\"precision",
        #"expected a table of "precision", "peak", "source""#
      ),
      (
        peaks(#"["fp23", "1 GFLOP/s", "s"]"#), #""fp23""#,
        "unknown precision 'fp23'; did you mean 'fp32'?"
      ),
      (
        peaks(#"["double", "1 GFLOP/s", "s"]"#), #""double""#,
        "unknown precision 'double'; use one of fp32, tf32, fp16, bf16, int8"
      ),
      (peaks(row + ", " + row), #""fp32""#, "a second row of 'fp32'"),
      (peaks(#"["fp32"]"#), "[", "a row has a precision, a number or null, and a source"),
      (peaks(#"[1, null]"#), "1, null", "expected a string, not a number"),
      (
        peaks(#"["fp32", "1 GFLOPS", "s"]"#), #""1 GFLOPS""#,
        "expected a number with its unit, not '1 GFLOPS'; " + form
      ),
      (
        peaks(#"["fp32", 19.5, "s"]"#), "19.5",
        "expected a number with its unit, not a number; " + form
      ),
      (
        peaks(#"["fp32", "1 GFLOP/s"]"#), #""1 GFLOP/s""#,
        "'1 GFLOP/s' has no source; "
          + "name it after the number, or in 'source' for the whole file"
      ),
      (
        memory(#"["speed", "1 GB/s", "s"]"#), #""speed""#,
        "unknown quantity 'speed'; use one of bandwidth, capacity, on-chip, ram, flash"
      ),
      (
        memory(#"["bandwidth", "1 GB", "s"]"#), #""1 GB""#,
        "expected a number with its unit, not '1 GB'; "
          + #"write a bandwidth like "3.35 TB/s", "# + unit
      ),
      (
        memory(#"["on-chip", "8 MB/s", "s"]"#), #""8 MB/s""#,
        "expected a number with its unit, not '8 MB/s'; "
          + #"write a size like "8 MB", "# + unit
      ),
      (
        peaks(#"["fp32", "0.5 FLOP/s", "s"]"#), #""0.5 FLOP/s""#,
        "'0.5 FLOP/s' is too small; the least is 1 FLOP/s"
      ),
      (
        peaks(#"["int8", "0.0000001 MAC/cycle", "s"]"#), #""0.0"#,
        "'0.0000001 MAC/cycle' is too small; the least is 0.000001 MAC/cycle"
      ),
      (
        memory(#"["bandwidth", "0.0000000000000000000000000001 B/s", "s"]"#), #""0.0"#,
        "'0.0000000000000000000000000001 B/s' is too small; the least is 1 B/s"
      ),
      (
        peaks(row, #", "efficiency": { "pointwise": 1e-320 }"#), "1e-320",
        "an efficiency is a share of the peak, from 0.000001 to 1"
      ),
      (
        peaks(row, #", "caches": [["cache", "size", "source"], ["L4", "1 B", "s"]]"#), #""L4""#,
        "unknown cache 'L4'; did you mean 'L2'?"
      ),
      (
        peaks(row, #", "caches": [["cache", "size", "source"], ["L2", "1 GB/s", "s"]]"#),
        #""1 GB/s""#,
        "expected a number with its unit, not '1 GB/s'; write a size like "
          + "\"65536 B\", or null if no source is known"
      ),
      (peaks(row, #", "cores": 0"#), "0 }", "'cores' is a positive whole number"),
      (peaks(row, #", "cores": 1.5"#), "1.5", "'cores' is a positive whole number"),
      (
        peaks(row, #", "kores": 1"#), #""kores""#,
        "unknown key 'kores' in a machine profile; did you mean 'cores'?"
      ),
      (
        peaks(row, #", "efficiency": { "pontwise": 0.5 }"#), #""pontwise""#,
        "unknown kind of layer 'pontwise'; did you mean 'pointwise'?"
      ),
      (
        peaks(row, #", "efficiency": { "pointwise": 1.1 }"#), "1.1",
        "an efficiency is a share of the peak, from 0.000001 to 1"
      ),
      (
        peaks(row, #", "efficiency": { "pointwise": 0 }"#), "0 }",
        "an efficiency is a share of the peak, from 0.000001 to 1"
      ),
    ] {
      let before = try #require(text.range(of: place, options: .backwards)).lowerBound
      let column = text.distance(from: text.startIndex, to: before) + 1
      #expect(fault(text) == "m.json:1:\(column): \(message)", "\(text)")
    }
    let twoFaults = #"{ "name": "m", "title": "M", "peak": [] }"#
    #expect(
      fault(twoFaults) == """
        m.json:1:1: a machine profile needs 'name', 'title' and 'peaks'
        m.json:1:30: unknown key 'peak' in a machine profile; did you mean 'peaks'?
        """)
    #expect(fault(peaks(row)) == nil)
  }

  @Test func numbersHaveUnits() {
    let all = MachineUnit.allCases
    let table: [(String, Double, MachineUnit)] = [
      ("1 B", 1, .bytes), ("2.4GHz", 2.4e9, .hertz), ("66.9 TFLOP/s", 66.9e12, .flopsPerSecond),
      ("4 TOP/s", 4e12, .operationsPerSecond), ("2 MAC/cycle", 2, .macsPerCycle),
      ("3 MMAC/s", 3e6, .macsPerSecond), ("0.5 PB/s", 0.5e15, .bytesPerSecond),
      ("1.555 TB/s", 1.555e12, .bytesPerSecond), ("16 FLOP/cycle", 16, .flopsPerCycle),
      ("1 kOP/cycle", 1000, .operationsPerCycle), ("1e3 B", 0, .bytes),
    ]
    for (text, value, unit) in table {
      let read = MachineUnit.value(text, in: all)
      #expect(read?.value == (value == 0 ? nil : value), "\(text)")
      #expect(value == 0 || read?.unit == unit, "\(text)")
    }
    for text in [
      "", " ", "B", "1", "1  B", " 1 B", "1 B ", "-1 B", "+1 B", "0 B", "0.0 B", ".5 B", "5. B",
      "1.2.3 B", "1,5 B", "inf B", "nan B", "0x1 B", "1 b", "1 KB", "1 GiB", "1 mB", "1 GFLOPS",
      "1 GB/S", "\u{661} B", String(repeating: "9", count: 400) + " B",
    ] {
      #expect(MachineUnit.value(text, in: all) == nil, "'\(text)'")
    }
    #expect(MachineUnit.value("1 GB/s", in: [.bytes]) == nil)
  }

  /// The catalog's profiles: whoever adds a number says where it is from, or why there is none.
  @Test func everyNumberHasItsSource() throws {
    let catalog = Catalog.embedded
    #expect(!catalog.machineNames.isEmpty)
    for name in catalog.machineNames {
      let machine = try catalog.machine(named: name)
      #expect(machine.name == name)
      for peak in machine.peaks {
        #expect(peak.source?.isEmpty == false, "\(name), \(peak.precision)")
      }
      let numbers =
        [
          machine.bandwidth, machine.capacity, machine.onChip, machine.ram, machine.flash,
        ] + machine.caches.map(\.size)
      for number in numbers.compactMap(\.self) {
        #expect(number.source?.isEmpty == false, "\(name)")
      }
    }
  }

  @Test func machinesAreDocumented() throws {
    let catalog = Catalog.embedded
    var lines = ["| machine | numbers | from |", "|---|---|---|"]
    for name in catalog.machineNames {
      let json = try JSON.read(
        Array(try #require(catalog.file(defining: name)).text.utf8), file: name)
      var groups: [(source: String, numbers: [String])] = []
      for row in rows(of: json["peaks"]) + rows(of: json["memory"]) + rows(of: json["caches"]) {
        let number = "\(row[0] ?? "") \(row[1] ?? "unknown")"
        let source = (row.count > 2 ? row[2] : string(json["source"])) ?? ""
        if groups.last?.source == source {
          groups[groups.count - 1].numbers.append(number)
        } else {
          groups.append((source, [number]))
        }
      }
      for (source, numbers) in groups {
        let machine = "`\(name)`, \(string(json["title"]) ?? "")"
        lines.append("| \(machine) | \(numbers.joined(separator: ", ")) | \(source) |")
      }
    }
    try Document("docs/machines.md", writtenBy: "MachineProfileTests")
      .check(lines.map { $0 + "\n" }.joined())
  }

  /// The texts of the cells below a table's header.
  private func rows(of table: JSON?) -> [[String?]] {
    guard case .array(let rows) = table?.value else { return [] }
    return rows.dropFirst().map { row in
      guard case .array(let cells) = row.value else { return [] }
      return cells.map { string($0) }
    }
  }

  private func string(_ json: JSON?) -> String? {
    if case .string(let text) = json?.value { return text }
    return nil
  }

  @Test func unknownMachinesNameTheNearestAndAll() {
    let catalog = Catalog.embedded
    let all = "machines are \(catalog.machineNames.joined(separator: ", ")), or a file"
    for (name, help) in [("h10", "did you mean 'h100'? \(all)"), ("zzzzz", all)] {
      #expect(throws: Diagnostic("unknown machine '\(name)'", help: help)) {
        try catalog.machine(named: name)
      }
    }
  }
}
