import Foundation
import Testing

/// What `published` prints about papers' figures.
struct PublishedFiguresTests {
  @Test func pipedLinesStayShort() throws {
    for line in ["published", "published mobilenet_v1", "published --verdict misprint"] {
      let result = try Tool.run(shell: "costcalc \(line)")
      #expect(result.status == 0, "\(line)")
      let longest = result.output.split(separator: "\n").map(\.count).max() ?? 0
      #expect(longest < 160, "\(line)")
    }
  }

  /// What is not modelled is held against nothing, and counted apart.
  @Test func figuresThatAreNotModelledAreCountedApart() throws {
    let text = try Tool.run(shell: "costcalc published").output
    let json = try Tool.run(shell: "costcalc published --format json").output
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8))
    let totals = try #require((object as? [String: Any])?["totals"] as? [String: Int])
    let rest = try #require(totals["not modelled"])
    let modelled = totals.values.reduce(0, +) - rest
    let start = "\(modelled) figures compared with our count: "
    let summary = try #require(text.split(separator: "\n").first { $0.hasPrefix(start) })
    #expect(summary.hasSuffix("; \(rest) more not modelled"))
    let cut = try #require(totals["truncated"])
    #expect(cut > 0 && summary.contains(", \(cut) truncated, "))
  }

  @Test func figuresHaveATaskAndADataset() throws {
    func figures(_ options: String) throws -> [[String: Any]] {
      let json = try Tool.run(shell: "costcalc published \(options) --format json").output
      let object = try JSONSerialization.jsonObject(with: Data(json.utf8))
      return try #require((object as? [String: Any])?["figures"] as? [[String: Any]])
    }
    let dogs = try figures("--dataset stanford-dogs")
    #expect(dogs.count == 10)
    #expect(dogs.allSatisfy { $0["dataset"] as? String == "Stanford Dogs" })
    let faces = try figures("mobilenet_v1 --task face-embedding")
    #expect(faces.count == 10 && faces.allSatisfy { $0["dataset"] is NSNull })
    let all = try figures("")
    #expect(all.allSatisfy { $0["task"] is String })
    let unknown = try Tool.run(shell: "costcalc published --dataset imagnet")
    #expect(unknown.status == 2)
    #expect(
      unknown.error.hasPrefix(
        "costcalc published: unknown dataset 'imagnet'; did you mean 'ImageNet'?"))
  }
}
