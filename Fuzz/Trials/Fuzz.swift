#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// The entry of libFuzzer, which links its own main; `Fuzz/run.sh` builds and runs it.
//
// Whatever an input is, nothing may trap, and what is worked out twice must be the same: a
// difference stops the program, which libFuzzer reports as a crash with the input that led to it.

/// What is done with an input, and what must be true of it.
protocol Trial: Sendable {
  func run(_ input: [UInt8])
}

/// What inputs are; `Fuzz/run.sh` says which.
private enum Kind: String, CaseIterable {
  case specs, journals, accuracies, machines, conventions, budgets, reports, commands
  case onnx, tflite, pt2, mlmodel, graphs

  /// The kind that the environment names.
  static var chosen: Kind {
    let word = getenv("FUZZ_KIND").map { String(cString: $0) } ?? ""
    guard let kind = Kind(rawValue: word) else {
      fatalError("FUZZ_KIND is one of \(allCases.map(\.rawValue)), not '\(word)'")
    }
    return kind
  }

  func trial() throws -> any Trial {
    switch self {
    case .specs: SpecTrial()
    case .journals: JournalTrial()
    case .accuracies: try AccuracyTrial()
    case .machines: FileTrial { ["roofline", "net.json", "--machine", $0] }
    case .conventions: FileTrial { ["count", "net.json", "--convention", $0] }
    case .budgets: FileTrial { ["check", "net.json", "--budgets", $0] }
    case .reports: try ReportTrial()
    case .commands: CommandTrial()
    case .onnx, .tflite, .pt2, .mlmodel: ModelFileTrial()
    case .graphs: GraphTrial()
    }
  }
}

private let trial: any Trial = {
  do { return try Kind.chosen.trial() } catch { fatalError("\(error)") }
}()

/// Tries one input; libFuzzer wants 0.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  trial.run([UInt8](UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// Stops where something that must be true is not. Unlike a precondition, this says in release
/// builds too what is wrong.
func expect(_ isTrue: Bool, _ message: @autoclosure () -> String) {
  if !isTrue { fatalError(message()) }
}
