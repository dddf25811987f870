import Foundation
import Testing

import costcalc

@Test func exitCodesTellTheOutcome() {
  struct BadInput: Error {}
  func command(_ name: String, _ run: @escaping @Sendable (Invocation) throws -> Void) -> Command {
    Command(name: name, summary: "", usage: "", run: run)
  }
  let program = Program(
    name: "sample", version: "1", date: "", summary: "", notes: "",
    commands: [
      command("good") { _ in },
      command("failing") { _ in throw CheckFailed(message: "3 is not 4") },
      command("bad") { _ in throw BadInput() },
      command("picky") { throw $0.usageError("no", remedy: "yes") },
    ], words: { _, _ in [] })
  let table: [(String, ExitCode)] = [
    ("good", .done), ("failing", .checkFailed), ("bad", .unusable), ("picky", .unusable),
    ("unheard-of", .unusable), ("good --x", .unusable), ("good x", .unusable),
  ]
  for (line, code) in table {
    #expect(program.run(line.split(separator: " ").map(String.init)) == code, "sample \(line)")
  }
  #expect([ExitCode.done, .checkFailed, .unusable].map(\.rawValue) == [0, 1, 2])
}

@Test func widthComesFromTheBestSource() {
  let table: [(columns: String?, reported: Int?, width: Int)] = [
    (nil, nil, 80), (nil, 120, 120), ("100", 120, 100), ("", 120, 120), ("x", nil, 80),
    ("0", 120, 120), ("-5", nil, 80), ("99999999999999999999", 90, 90), (nil, 0, 80),
  ]
  for (columns, reported, width) in table {
    #expect(Terminal.width(columns: columns, reported: reported) == width)
  }
}

@Test func colourNeedsAWillingTerminal() {
  let table: [(isTerminal: Bool, noColour: String?, term: String?, uses: Bool)] = [
    (true, nil, "xterm", true), (true, "", "xterm", true), (true, "1", "xterm", false),
    (true, nil, "dumb", false), (true, nil, nil, false), (false, nil, "xterm", false),
  ]
  for (isTerminal, noColour, term, uses) in table {
    #expect(
      Terminal.usesColour(isTerminal: isTerminal, noColour: noColour, term: term) == uses)
  }
}

@Test func longTextsAreWrittenInFull() async throws {
  // More than a pipe holds, so that the writer has to wait and to go on.
  let text = String(repeating: "0123456789é\n", count: 50_000)
  let pipe = Pipe()
  let descriptor = pipe.fileHandleForWriting.fileDescriptor
  let flags = fcntl(descriptor, F_GETFL)
  for mode in [flags, flags | O_NONBLOCK] {
    _ = fcntl(descriptor, F_SETFL, mode)
    async let received = read(text.utf8.count, from: pipe.fileHandleForReading)
    try Terminal.write(text, to: descriptor)
    #expect(await received == Data(text.utf8))
  }
}

private func read(_ count: Int, from handle: FileHandle) async -> Data {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread {
      var data = Data()
      while data.count < count {
        let part = handle.readData(ofLength: min(4096, count - data.count))
        if part.isEmpty { break }
        data += part
      }
      continuation.resume(returning: data)
    }
  }
}

@Test func readersMayLeave() throws {
  Terminal.prepareStreams()
  let pipe = Pipe()
  try pipe.fileHandleForReading.close()
  try Terminal.write("nobody reads this", to: pipe.fileHandleForWriting.fileDescriptor)
}

@Test func failedWritesAreReported() throws {
  let error = #expect(throws: Terminal.WriteError.self) { try Terminal.write("x", to: -1) }
  #expect(error?.description == "cannot write to standard output: Bad file descriptor")
}
