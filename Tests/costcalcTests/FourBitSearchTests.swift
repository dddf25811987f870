import Foundation
import Testing

/// Searches with weights of less than a byte, as users run them.
struct FourBitSearchTests {
  /// A sample keeps what its live tensors take, which no number of parameters tells.
  @Test func aSampleGoesOn() throws {
    let folder = try Scratch()
    let line =
      "costcalc space mnasnet_space --sample 4 --weights int4 --max-model 3MB --minimize peak "
      + "--columns parameters,peak,memory --format csv"
    let first = try Tool.run(shell: "\(line) --journal j.jsonl", in: folder.url)
    let second = try Tool.run(shell: "\(line) --journal j.jsonl", in: folder.url)
    #expect(first.status == 0 && first.output == second.output, "\(first.error)\(second.error)")
    #expect(try Tool.run(shell: line, in: folder.url).output == first.output)
    #expect(first.output.split(separator: "\n").count == 5)
  }

  /// The networks that `fit` finds are those whose weights `count` says are within the budget.
  @Test func aBudgetIsWhatCountSays() throws {
    let widths = ["0.25", "0.35", "0.5", "0.75", "1"]
    let sizes = try widths.map { width in
      let counted = try json("count mobilenet_v2 --width \(width) --weights int4")
      let totals = try #require(counted["totals"] as? [String: Any])
      return try #require(totals["modelBytes"] as? Int)
    }
    #expect(sizes == sizes.sorted())
    for (size, fitting) in [(sizes[2], 3), (sizes[2] - 1, 2), (sizes[4], 5)] {
      let found = try json(
        "fit mobilenet_v2 --vary width=\(widths.joined(separator: ",")) --all --weights int4 "
          + "--max-model \(size)B")
      let cells = try #require(found["cells"] as? [[String: Any]])
      #expect(cells.count == fitting, "\(size) B")
      let rest = cells.compactMap { cell in
        (cell["memory"] as? Int).flatMap { memory in (cell["peak"] as? Int).map { memory - $0 } }
      }
      #expect(Set(rest) == Set(sizes.prefix(fitting)))
    }
    let none = try Tool.run(
      shell:
        "costcalc fit mobilenet_v2 --vary width=0.5 --weights int4 --max-model \(sizes[2] - 1)B")
    #expect(none.status == 2 && none.error.contains("the minimum is 1.97 M parameters"))
  }

  private func json(_ line: String) throws -> [String: Any] {
    let result = try Tool.run(shell: "costcalc \(line) --format json")
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(object as? [String: Any], "\(result.error)")
  }
}
