import Foundation
import Testing

/// Journals of searches for a machine: they belong to its numbers, not to the path of its profile.
struct MachineJournalTests {
  private static let profile = """
    { "name": "here", "title": "Here", "note": "mine", "source": "calibrate",
      "peaks": [["precision", "peak"], ["fp32", "100 GFLOP/s"]],
      "memory": [["quantity", "value"], ["bandwidth", "20 GB/s"], ["ram", "4 MB"]] }
    """
  private static let searches = [
    "fit mobilenet_v1 -m here.json --max-latency 9ms --all",
    "grid-search mobilenet_v1 --vary width=0.25:1:0.25 --vary resolution=96:224:32 -m here.json "
      + "--max-latency 9ms --minimize latency",
    "space mnasnet_space --sample 4 --seed 1 -m here.json --max-latency 1s --minimize latency",
  ]

  private func folder() throws -> Scratch {
    let folder = try Scratch()
    try folder.write(Self.profile, to: "here.json")
    return folder
  }

  private func run(_ line: String, in folder: Scratch) throws -> Tool.Result {
    try Tool.run(shell: "costcalc \(line)", in: folder.url)
  }

  @Test(arguments: searches) func editedNumbersAreAnotherSearch(search: String) throws {
    let folder = try folder()
    let line = "\(search) --journal j.jsonl"
    let first = try run(line, in: folder)
    #expect(first.status == 0, "\(first.error)")
    // What only a reader sees may change.
    try folder.write(Self.profile.replacing("\"mine\"", with: "\"ours\""), to: "here.json")
    #expect(try run(line, in: folder).output == first.output)
    try folder.write(Self.profile.replacing("20 GB/s", with: "21 GB/s"), to: "here.json")
    for line in [line, "merge j.jsonl"] {
      let other = try run(line, in: folder)
      #expect(other.status == 2 && other.output == "", "\(line): \(other.output)")
      let message =
        line.hasPrefix("merge")
        ? "costcalc: the numbers of the machine have changed since 'j.jsonl' was written; use the "
        : "costcalc: the journal 'j.jsonl' is another search's: its machine had other numbers; name"
      #expect(other.error.hasPrefix(message), "\(other.error)")
    }
  }

  /// Journals of before know the machine by its path alone.
  @Test func aJournalWithoutNumbersIsRead() throws {
    let folder = try folder()
    let line = "\(Self.searches[2]) --journal j.jsonl"
    let first = try run(line, in: folder)
    let journal = try folder.text("j.jsonl")
    let old = journal.replacing(#/, "machine": "[^"]*"/#, with: "")
    #expect(old != journal)
    try folder.write(old, to: "j.jsonl")
    let second = try run(line, in: folder)
    #expect(second.status == 0 && second.output == first.output, "\(second.error)")
    #expect(try run("merge j.jsonl", in: folder).output == first.output)
    #expect(try folder.text("j.jsonl") == old)
  }

  @Test(arguments: searches) func partsAreMerged(search: String) throws {
    let folder = try folder()
    let whole = try run(search, in: folder)
    for part in 1...2 {
      let result = try run("\(search) --shard \(part)/2 --journal \(part).jsonl", in: folder)
      #expect(result.status == 0, "\(result.error)")
    }
    let merged = try run("merge 2.jsonl 1.jsonl", in: folder)
    #expect(merged.output == whole.output, "\(merged.error)")
    // A part for other numbers is of another search.
    try folder.write(Self.profile.replacing("100 GFLOP/s", with: "1 TFLOP/s"), to: "here.json")
    _ = try run("\(search) --shard 2/2 --journal other.jsonl", in: folder)
    let mixed = try run("merge 1.jsonl other.jsonl", in: folder)
    #expect(
      mixed.error
        == "costcalc: 'other.jsonl' belongs to a different search than '1.jsonl': its machine had "
        + "other numbers\n")
  }

  /// Trainings are of networks: whoever asked for them, for whatever machine, may use them.
  @Test func trainingsAreOfAnyMachine() throws {
    let folder = try folder()
    let line =
      "fit mobilenet_v1 --vary width=0.25,0.5 -m here.json --max-latency 1s --all "
      + "--evaluate 'echo $COSTCALC_WIDTH' --journal j.jsonl"
    #expect(try run(line, in: folder).status == 0)
    try folder.write(Self.profile.replacing("20 GB/s", with: "21 GB/s"), to: "here.json")
    let again = try run(line.replacing("'echo $COSTCALC_WIDTH'", with: "'false'"), in: folder)
    #expect(again.status == 2)
    #expect(try run(line, in: folder).status == 0)
    let answers = try folder.text("j.jsonl").split(separator: "\n").count {
      $0.contains("\"accuracy\"")
    }
    #expect(answers == 2)
  }
}
