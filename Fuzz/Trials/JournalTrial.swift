import ScalingSearch
import costcalc

/// What is done with a journal: it is read, its search goes on in it, and `merge` prints it.
struct JournalTrial: Trial {
  private let file = ScratchFile()
  /// The searches of the seeds. A header may name any other, however long that takes.
  private let searches: Set<[String]> = [
    [
      "grid-search", "net.json", "--alpha=1:1.4:0.2", "--beta=1:1.4:0.2", "--gamma=1:1.4:0.2",
      "--tolerance=20%",
    ],
    ["space", "net.json", "--sample=4", "--seed=1"],
    [
      "fit", "net.json", "--evaluate=echo $COSTCALC_PARAMETERS", "--max-macs=200k",
      "--vary=width=0.5:1.5:0.5", "--vary=resolution=24,32",
    ],
  ]

  func run(_ input: [UInt8]) {
    file.write(input)
    guard let contents = try? Journal.read(file.path) else {
      // What can't be read is not written either, unless it is the beginning of a header.
      let header = Journal.Header(search: [], ranking: [], spec: "", shard: nil)
      _ = try? Journal(file.path, for: header, version: "0")
      return
    }
    append(to: contents)
    guard searches.contains(contents.header.search) else { return }
    _ = program.run(["merge", file.path])
    resume(contents.header)
  }

  /// What is read can be written to, and what is written can be read.
  private func append(to contents: Journal.Contents) {
    do {
      let journal = try Journal(file.path, for: contents.header, version: "0")
      expect(journal.records == contents.records, "opened, the journal holds something else")
      try journal.append(contents.records)
      let both = try Journal.read(file.path).records
      expect(both == contents.records + contents.records, "what was written is not what is read")
    } catch {
      expect(false, "\(error)")
    }
  }

  /// The search goes on in its journal. One that would run a command only reads it.
  private func resume(_ header: Journal.Header) {
    guard header.search[0] != "fit" else { return }
    let shard = header.shard.map { ["--shard", $0.text] } ?? []
    _ = program.run(header.search + header.ranking + ["--journal", file.path] + shard)
  }
}
