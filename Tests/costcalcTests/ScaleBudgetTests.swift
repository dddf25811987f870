import Foundation
import Testing

/// Budgets of `scale`, and the column `peak` of commands that count.
struct ScaleBudgetTests {
  private func rows(_ line: String) throws -> [[String]] {
    let result = try Tool.run(shell: "costcalc \(line) --format csv")
    #expect(result.status == 0, "\(result.error)")
    return result.output.split(separator: "\n").map { row in
      row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// Each row is within the budget, and no row within it is missing.
  @Test(arguments: [
    ("--max-peak 20MB", "peak", 20e6), ("--max-memory 60MB", "memory", 60e6),
    ("--max-macs 2G", "macs", 2e9), ("--machine a100 --max-latency 100us", "latency", 1e-4),
  ])
  func membersOutsideAreLeftOut(budget: String, column: String, limit: Double) throws {
    let machine = budget.hasPrefix("--machine") ? "--machine a100" : ""
    let columns = "--columns phi,\(column)"
    let all = try rows("scale --phi 0:5 \(machine) \(columns)").dropFirst()
    let kept = try rows("scale --phi 0:5 \(budget) \(columns)").dropFirst()
    #expect(kept.count < all.count && !kept.isEmpty)
    #expect(Array(kept) == all.filter { Double($0[1]) ?? .infinity <= limit })
    let text = try Tool.run(shell: "costcalc scale --phi 0:5 \(budget)")
    let left = all.filter { !kept.contains($0) }.map { "phi \($0[0])" }
    #expect(text.output.contains("not within the budgets: \(left.joined(separator: "; "))\n"))
  }

  @Test func whatFitsNowhereIsSaid() throws {
    let result = try Tool.run(shell: "costcalc scale --phi 0:3 --max-macs 100M")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(
      result.error
        == "costcalc: no network is within the budgets: phi 0 takes 3.86 times the tightest\n")
    let formulas = try Tool.run(shell: "costcalc scale efficientdet_d0 --max-macs 1G")
    #expect(
      formulas.error
        == "costcalc: no network is within the budgets: phi 0 takes 2.49 times the tightest\n")
  }

  @Test func typesAreThoseAskedFor() throws {
    let columns = "--columns peak"
    let plain = try rows("scale --phi 0 \(columns)")
    let small = try rows("scale --phi 0 --activations int8 \(columns)")
    let (wide, narrow) = (Int(plain[1][0]) ?? 0, Int(small[1][0]) ?? 0)
    #expect(wide > 0 && wide == 4 * narrow)
  }

  /// The same bytes in every command.
  @Test func thePeakIsAColumnEverywhere() throws {
    let name = "mobilenet_v1"
    let memory = try Tool.run(shell: "costcalc memory \(name) --format json")
    let object = try JSONSerialization.jsonObject(with: Data(memory.output.utf8))
    let peak = (object as? [String: Any])?["peak"] as? [String: Any]
    let bytes = "\(try #require(peak?["bytes"] as? Int))"
    #expect(try rows("count \(name) resnet18 --columns peak")[1] == [bytes])
    for fold in ["", "--fold stages"] {
      // CSV has no totals.
      let line = "costcalc count \(name) \(fold) --columns peak --format markdown --exact"
      let last = try Tool.run(shell: line).output.split(separator: "\n").last { $0.hasPrefix("|") }
      #expect(last?.filter(\.isNumber) == bytes, "\(fold)")
    }
    #expect(try rows("table \(name) --width 1 --resolution 224 --columns peak")[1] == [bytes])
    #expect(try rows("compare resnet18 \(name) --columns peak")[2] == [bytes])
    let sorted = try rows("count \(name) resnet18 mobilenet_v2 --sort peak --columns peak")
    let numbers = sorted.dropFirst().compactMap { Int($0[0]) }
    #expect(numbers.count == 3 && numbers == numbers.sorted(by: >))
  }
}
