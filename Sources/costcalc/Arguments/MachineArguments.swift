import Charts
import CostModel
import Specs
import Symbolic

extension Option {
  static let machine = Option(
    name: "machine", short: "m", value: Value("NAME", offers: .machines),
    summary: "The machine: a name or a profile file")
  static let precision = Option(
    name: "precision", value: Value("TYPE", choices: Precision.allCases.map(\.rawValue)),
    summary: "The arithmetic (default: the first with a known peak)")
  static let peak = Option(
    name: "peak", value: Value("RATE"),
    summary: "Peak rate, instead of the machine's: 100GFLOP/s, 4TOP/s, 2MAC/cycle")
  static let clock = Option(
    name: "clock", value: Value("FREQUENCY"),
    summary: "Clock, such as 2.4GHz, for a peak given per cycle")
  static let bandwidth = Option(
    name: "bandwidth", value: Value("RATE"),
    summary: "Memory bandwidth, instead of the machine's: 20GB/s")

  /// What a machine computes with, and the numbers that its profile lacks.
  static let rates = [precision, peak, clock, bandwidth]
}

extension Catalog {
  /// The names of the machines that come with costcalc.
  static let machines = embedded.machineNames
}

extension Invocation {
  /// The machine of `--machine`: a name of the catalog, or a file.
  func machine() throws -> MachineProfile {
    guard let name = value(of: .machine) else {
      throw usageError(
        "--machine is missing", remedy: "choose \(anyOf(Catalog.machines)), or a file")
    }
    return try machine(named: name)
  }

  /// A machine of the catalog, or a file.
  ///
  /// - Parameter position: where a file names it, for faults and the folder from which a path leads;
  ///   nil for an option.
  func machine(named name: String, at position: SourcePosition? = nil) throws -> MachineProfile {
    guard InputFile.isNamed(by: name) else {
      guard Catalog.machines.contains(name) else {
        guard let position else {
          throw unknown("machine", name, in: Catalog.machines, orFile: true)
        }
        throw Diagnostic(
          "unknown machine \(quoted(name))", at: position,
          help: didYouMean(name, in: Catalog.machines) ?? "choose \(anyOf(Catalog.machines))")
      }
      return try Catalog.embedded.machine(named: name)
    }
    let path = position.map { InputFile.path(name, beside: $0.file) } ?? name
    return try MachineProfile.read(InputFile.bytes(of: path, "a profile"), file: path)
  }

  /// The roof over a machine, with the numbers of `--peak`, `--clock` and `--bandwidth`.
  ///
  /// - Throws: a usage error for one that is malformed, and a diagnostic for those that are missing.
  func roofline(of machine: MachineProfile, _ precision: Precision) throws -> Roofline {
    let peak = try rate(.peak, in: MachineProfile.Rate.units, such: "100GFLOP/s or 2MAC/cycle")
    let rate = peak.map { MachineProfile.Rate($0.value, $0.unit) }
    let clock = try self.rate(.clock, in: [.hertz], such: "2.4GHz")?.value
    if clock != nil, let known = rate ?? machine.peak(of: precision)?.rate,
      case .perSecond = known
    {
      throw usageError(
        "--clock needs a peak per cycle, but that of \(machine.name) is per second",
        remedy: "leave it out")
    }
    let bandwidth = try self.rate(.bandwidth, in: [.bytesPerSecond], such: "20GB/s")?.value
    return try Roofline(machine, precision, rate: rate, clock: clock, bandwidth: bandwidth)
  }

  private func rate(
    _ option: Option, in units: [MachineUnit], such examples: String
  ) throws -> (value: Double, unit: MachineUnit)? {
    guard let text = value(of: option) else { return nil }
    guard let value = MachineUnit.value(text, in: units) else {
      throw usageError(
        "\(option.spelling) takes a number with its unit, such as \(examples), not \(quoted(text))")
    }
    guard value.value >= value.unit.least else {
      throw usageError(
        "\(option.spelling): \(quoted(text)) is too small",
        remedy: "the least is \(value.unit.leastText)")
    }
    return value
  }
}
