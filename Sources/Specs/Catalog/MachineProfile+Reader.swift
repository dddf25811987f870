import CostModel
import JSON
import Symbolic

extension MachineProfile {
  /// Reads a profile strictly: unknown keys, kinds and units, and numbers without a source, are
  /// errors with their position.
  ///
  /// - Throws: up to `Diagnostics.limit` faults.
  package static func read(_ bytes: [UInt8], file: String) throws(Diagnostics) -> MachineProfile {
    let json: JSON
    do throws(Diagnostic) {
      json = try JSON.read(bytes, file: file)
    } catch {
      throw Diagnostics([error])
    }
    var reader = ProfileReader(reader: SpecReader(file: file))
    let profile = reader.profile(json)
    guard let profile, reader.reader.faults.isEmpty else {
      throw Diagnostics(reader.reader.faults.inOrder)
    }
    return profile
  }
}

/// Turns JSON into a ``MachineProfile``, with the tools of the spec reader.
private struct ProfileReader {
  var reader: SpecReader
  /// The source of numbers that have none of their own.
  private var source: String?

  init(reader: SpecReader) { self.reader = reader }

  private static let quantities = ["bandwidth", "capacity", "on-chip", "ram", "flash"]

  mutating func profile(_ json: JSON) -> MachineProfile? {
    let keys = [
      "name", "title", "source", "note", "peaks", "memory", "caches", "cores", "efficiency",
    ]
    guard let members = reader.object(json, keys: keys, in: "a machine profile") else {
      return nil
    }
    guard let name = members["name"].flatMap({ reader.identifier($0, "a machine's name") }),
      let title = members["title"].flatMap({ reader.string($0) }), let peaks = members["peaks"]
    else {
      // A key that is present but wrong has already been reported.
      if ["name", "title", "peaks"].contains(where: { members[$0] == nil }) {
        reader.fault("a machine profile needs 'name', 'title' and 'peaks'", at: json.position)
      }
      return nil
    }
    source = members["source"].flatMap { reader.string($0) }
    let memory = members["memory"].map { self.memory($0) } ?? [:]
    return MachineProfile(
      name: name, title: title, source: source,
      note: members["note"].flatMap { reader.string($0) }, peaks: self.peaks(peaks),
      bandwidth: memory["bandwidth"], capacity: memory["capacity"], onChip: memory["on-chip"],
      ram: memory["ram"], flash: memory["flash"],
      caches: members["caches"].map { caches($0) } ?? [],
      cores: members["cores"].flatMap { cores($0) },
      efficiency: members["efficiency"].map { efficiency($0) } ?? [:])
  }

  // MARK: Tables

  private mutating func peaks(_ json: JSON) -> [MachineProfile.Peak] {
    let known = Precision.allCases.map(\.rawValue)
    let rows = self.rows(
      json, under: ["precision", "peak", "source"], of: known, called: "precision")
    return rows.compactMap { cells in
      guard let word = reader.string(cells[0]), let precision = Precision(rawValue: word) else {
        return nil
      }
      let number = self.number(
        cells, in: MachineProfile.Rate.units,
        "write a peak like \"19.5 TFLOP/s\", \"4 TOP/s\" or \"2 MAC/cycle\"")
      return MachineProfile.Peak(
        precision: precision, rate: number.value.map { MachineProfile.Rate($0.value, $0.unit) },
        source: number.source)
    }
  }

  private mutating func memory(_ json: JSON) -> [String: MachineProfile.Sourced] {
    let rows = self.rows(
      json, under: ["quantity", "value", "source"], of: ProfileReader.quantities,
      called: "quantity")
    var quantities: [String: MachineProfile.Sourced] = [:]
    for cells in rows {
      guard let word = reader.string(cells[0]) else { continue }
      let isRate = word == "bandwidth"
      let number = self.number(
        cells, in: [isRate ? .bytesPerSecond : .bytes],
        isRate ? "write a bandwidth like \"3.35 TB/s\"" : "write a size like \"8 MB\"")
      quantities[word] = MachineProfile.Sourced(
        value: number.value?.value, source: number.source)
    }
    return quantities
  }

  private mutating func caches(
    _ json: JSON
  ) -> [(level: MachineProfile.CacheLevel, size: MachineProfile.Sourced)] {
    let known = MachineProfile.CacheLevel.allCases.map(\.rawValue)
    let rows = self.rows(json, under: ["cache", "size", "source"], of: known, called: "cache")
    return rows.compactMap { cells in
      guard let word = reader.string(cells[0]),
        let level = MachineProfile.CacheLevel(rawValue: word)
      else { return nil }
      let number = self.number(cells, in: [.bytes], "write a size like \"65536 B\"")
      return (level, MachineProfile.Sourced(value: number.value?.value, source: number.source))
    }
  }

  /// The rows below a header; the first cell of each is one of the words, each at most once.
  private mutating func rows(
    _ json: JSON, under columns: [String], of words: [String], called what: String
  ) -> [[JSON]] {
    guard case .array(let rows) = json.value, let header = rows.first else {
      reader.fault(tableOf(columns), at: json.position)
      return []
    }
    // If the file names the source of all numbers, a column of sources may be left out.
    let names = reader.headerNames(header)
    guard names == columns || names == columns.dropLast() else {
      reader.fault(tableOf(columns), at: header.position)
      return []
    }
    let columns = names
    var seen: Set<String> = []
    return rows.dropFirst().compactMap { row in
      guard case .array(let cells) = row.value, (2...columns.count).contains(cells.count) else {
        reader.fault(
          "a row has a \(what), a number or null, and a source", at: row.position)
        return nil
      }
      guard let word = reader.string(cells[0]) else { return nil }
      guard words.contains(word) else {
        reader.fault(
          "unknown \(what) \(quoted(word))", at: cells[0].position,
          help: didYouMean(word, in: words) ?? "use one of \(words.joined(separator: ", "))")
        return nil
      }
      guard seen.insert(word).inserted else {
        reader.fault("a second row of \(quoted(word))", at: cells[0].position)
        return nil
      }
      return cells
    }
  }

  private func tableOf(_ columns: [String]) -> String {
    "expected a table of \(columns.map { "\"\($0)\"" }.joined(separator: ", "))"
  }

  /// The second cell of a row as a number, and the third as its source.
  private mutating func number(
    _ cells: [JSON], in units: [MachineUnit], _ form: String
  ) -> (value: (value: Double, unit: MachineUnit)?, source: String?) {
    let own = cells.count > 2 ? reader.string(cells[2]) : nil
    if case .null = cells[1].value { return (nil, own) }
    guard case .string(let text) = cells[1].value, let value = MachineUnit.value(text, in: units)
    else {
      let found: String
      if case .string(let text) = cells[1].value {
        found = quoted(text)
      } else {
        found = cells[1].kind
      }
      reader.fault(
        "expected a number with its unit, not \(found)", at: cells[1].position,
        help: form + ", or null if no source is known")
      return (nil, own)
    }
    guard value.value >= value.unit.least else {
      reader.fault(
        "\(quoted(text)) is too small", at: cells[1].position,
        help: "the least is \(value.unit.leastText)")
      return (nil, own)
    }
    if cells.count < 3, source == nil {
      reader.fault(
        "\(quoted(text)) has no source", at: cells[1].position,
        help: "name it after the number, or in 'source' for the whole file")
    }
    return (value, own ?? source)
  }

  // MARK: Measured

  private mutating func cores(_ json: JSON) -> Int? {
    guard case .number(let text) = json.value, let cores = Int(text), cores > 0 else {
      reader.fault("'cores' is a positive whole number", at: json.position)
      return nil
    }
    return cores
  }

  private mutating func efficiency(_ json: JSON) -> [LayerKind: Double] {
    let known = LayerKind.allCases.map(\.rawValue)
    var efficiency: [LayerKind: Double] = [:]
    for member in reader.membersInOrder(json, "'efficiency'") {
      guard let kind = LayerKind(rawValue: member.key) else {
        reader.fault(
          "unknown kind of layer \(quoted(member.key))", at: member.keyPosition,
          help: didYouMean(member.key, in: known) ?? "use one of \(known.joined(separator: ", "))"
        )
        continue
      }
      guard case .number(let text) = member.value.value, let part = Double(text),
        (MachineProfile.leastEfficiency...1).contains(part)
      else {
        reader.fault(
          "an efficiency is a share of the peak, from 0.000001 to 1", at: member.value.position)
        continue
      }
      efficiency[kind] = part
    }
    return efficiency
  }
}
