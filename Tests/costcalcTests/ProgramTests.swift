import Foundation
import Synchronization
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

@Test func longTextsAreWrittenInFull() throws {
  // More than a pipe holds, so that the writer has to wait and to go on.
  let text = String(repeating: "0123456789é\n", count: 50_000)
  let pipe = Pipe()
  let descriptor = pipe.fileHandleForWriting.fileDescriptor
  let flags = fcntl(descriptor, F_GETFL)
  for mode in [flags, flags | O_NONBLOCK] {
    _ = fcntl(descriptor, F_SETFL, mode)
    let reader = Reader(of: text.utf8.count, from: pipe.fileHandleForReading.fileDescriptor)
    try Terminal.write(text, to: descriptor)
    #expect(reader.received() == Array(text.utf8))
  }
}

/// Reads bytes on a thread of its own. A task would start when other tests have ended, and keep the
/// writer waiting until then.
private final class Reader: Sendable {
  private let bytes = Mutex<[UInt8]>([])
  private let end = DispatchSemaphore(value: 0)

  init(of count: Int, from descriptor: Int32) {
    Thread.detachNewThread { [self] in
      var bytes: [UInt8] = []
      var part = [UInt8](repeating: 0, count: 4096)
      while bytes.count < count {
        let size = Foundation.read(descriptor, &part, min(part.count, count - bytes.count))
        guard size > 0 else { break }
        bytes += part[..<size]
      }
      self.bytes.withLock { $0 = bytes }
      end.signal()
    }
  }

  func received() -> [UInt8] {
    end.wait()
    return bytes.withLock { $0 }
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
