import Foundation
import Testing

/// Searches within a time on a machine, as users run them.
struct LatencySearchTests {
  @Test func theTimeIsThatOfTheRoofline() throws {
    let line = "fit mobilenet_v2 --machine h100 --precision fp16 --max-latency 12us"
    let found = try json("\(line) --format json")
    let machine = try #require(found["machine"] as? [String: Any])
    #expect(machine["name"] as? String == "h100" && machine["precision"] as? String == "fp16")
    #expect(machine["latency"] as? String == "lower bound")
    let cells = try #require(found["cells"] as? [[String: Any]])
    #expect(!cells.isEmpty)
    for cell in cells.prefix(5) {
      let latency = try #require(cell["latency"] as? Double)
      #expect(latency <= 12e-6)
      let values = try #require(cell["coefficients"] as? [String: String])
      let words = values.map { "--\($0.key) \($0.value)" }.joined(separator: " ")
      let own = try json(
        "roofline mobilenet_v2 -m h100 --precision fp16 \(words) --format json")
      let totals = try #require(own["totals"] as? [String: Any])
      let time = try #require(totals["time"] as? Double)
      // Copies of a layer are added one by one there.
      #expect(abs(time - latency) <= 1e-12 * time, "\(words)")
    }
  }

  private func json(_ line: String) throws -> [String: Any] {
    let result = try Tool.run(shell: "costcalc \(line)")
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(object as? [String: Any], "\(result.error)")
  }

  /// A profile with efficiencies makes it an estimate, and the output says so.
  @Test func aCalibratedMachineGivesAnEstimate() throws {
    let folder = try Scratch()
    try folder.write(
      """
      { "name": "here", "title": "Here", "source": "calibrate",
        "peaks": [["precision", "peak"], ["fp32", "100 GFLOP/s"]],
        "memory": [["quantity", "value"], ["bandwidth", "20 GB/s"]],
        "efficiency": { "pointwise": 0.9, "depthwise": 0.2 } }
      """, to: "here.json")
    let result = try Tool.run(
      shell: "costcalc fit mobilenet_v1 -m here.json --max-latency 9ms --top 2", in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("; at most 9.00 ms on here\n"))
    #expect(
      result.output.hasSuffix(
        "latency on here, fp32: an estimate from measured shares of the peak\n"))
  }

  /// A sample goes on with the times of its journal.
  @Test func aJournalKeepsTimes() throws {
    let folder = try Scratch()
    let line =
      "costcalc space mnasnet_space --sample 3 -m a100 --max-latency 100us --minimize latency "
      + "--journal j.jsonl --columns latency --format csv"
    let first = try Tool.run(shell: line, in: folder.url)
    let second = try Tool.run(shell: line, in: folder.url)
    #expect(first.status == 0 && first.output == second.output, "\(first.error)\(second.error)")
    let times = first.output.split(separator: "\n").compactMap { Double($0) }
    #expect(times.count == 3 && times == times.sorted() && (times.last ?? 1) <= 100e-6)
  }
}
