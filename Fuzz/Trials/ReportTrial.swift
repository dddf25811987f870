import CostModel
import NetworkDiff
import Specs
import costcalc

/// What is done with a report that was printed earlier: its layers are compared with themselves and
/// with those of another network, and a network is held against its totals.
struct ReportTrial: Trial {
  private let file = ScratchFile()
  private let other: ComparedNetwork

  init() throws {
    let catalog = Catalog.embedded
    other = try ComparedNetwork(
      Report(Network.expand(catalog.model(named: "separable"), Settings(), in: catalog)))
  }

  func run(_ input: [UInt8]) {
    do {
      let network = try ComparedNetwork(try EarlierReport(input, file: "fuzz.json"))
      let same = NetworkDiff(network, network)
      expect(same.rows.isEmpty, "a network differs from itself: \(same.rows)")
      let diff = NetworkDiff(network, other)
      let sum = diff.rows.reduce(LayerCost()) { $0 + $1.change }
      expect(sum == diff.change, "the rows add up to \(sum), not to \(diff.change)")
    } catch {
      _ = "\(error)"
    }
    file.write(input)
    _ = program.run(
      ["check", "net.json", "--against", file.path]
        + ["macs:1%", "peak:4KiB", "memory:0"].flatMap { ["--max-increase", $0] })
  }
}
