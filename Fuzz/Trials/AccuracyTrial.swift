import CostModel
import ScalingSearch
import Specs
import costcalc

/// What is done with a table of accuracies: it is read, its networks are counted and found among
/// some candidates; one in 64 goes through a whole search.
struct AccuracyTrial: Trial {
  private let file = ScratchFile()
  private let networks: CandidateNetworks
  private let candidates: [Candidate]

  init() throws {
    let catalog = Catalog.embedded
    let networks = CandidateNetworks(
      try catalog.model(named: "separable"), Settings(), in: catalog)
    self.networks = networks
    candidates = try ["8", "16", "64"].map { width in
      let values = [(name: "out", text: width), (name: "size", text: "16")]
      let own = Candidate(choices: values, parameters: values, costs: [])
      let totals = try networks.report(own).totals
      return Candidate(
        choices: values, parameters: values,
        costs: Metric.searched.map { $0.value(of: totals)?.numerator ?? 0 })
    }
  }

  func run(_ input: [UInt8]) {
    var found = candidates
    do {
      let table = try Measurements(
        String(decoding: input, as: UTF8.self), file: "fuzz.csv",
        known: networks.model.spec.parameters.map(\.name))
      var measured = try MeasuredNetworks(table, of: networks)
      try measured.fill(&found)
      expect(measured.missing <= table.rows.count, "more networks than rows")
    } catch {
      _ = "\(error)"
      return
    }
    guard input.count.isMultiple(of: 64) else { return }
    file.write(input)
    _ = program.run([
      "grid-search", "separable", "--vary=out=8,16,64", "--vary=size=16", "--accuracy", file.path,
    ])
  }
}
