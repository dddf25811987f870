import Foundation
import Symbolic
import TestSupport
import Testing

import CostModel
import Specs

/// A slip of the hand is reported where it was made.
///
/// One cell of a shipped spec is changed at a time; the first position of what `check` says first
/// must be on the changed line, in 97 of 100 rejections at least. `swift test` takes a sample;
/// `MUTANTS=1 swift test -c release --filter MutationTests` takes all of 66,000 mutants, and prints
/// those that are told from elsewhere. These are:
///
/// - a row, an output or a column of a block under another name: what uses the old name is told;
/// - a word or a flag that is made an operand, `"act + zqx"`: it could as well be the value of `act`
///   that is wrong;
/// - a size or a stride that is legal in its own row, and too large for a row below: shapes that do
///   not join, groups that do not divide, kernels larger than their inputs, counts beyond the
///   integers;
/// - an operator under a wrong name that joined two rows: the row that nothing needs now stands above;
/// - a default of `let` of another kind: the ranges and members that do not fit are told;
/// - the header of the only column that a rule of `scale` is for: the rule is told.
struct MutationTests {
  private static let seed: UInt64 = 20_261_128

  @Test func theFirstPositionIsOnTheChangedLine() throws {
    let isFull = ProcessInfo.processInfo.environment["MUTANTS"] != nil
    var random = SplitMix64(seed: MutationTests.seed)
    let catalog = Catalog.embedded
    var rejected = 0
    var elsewhere: [String: [String]] = [:]
    for file in catalog.files where file.isArchitecture || file.isLibrary {
      let name = String(file.path.split(separator: "/")[1])
      let cells = try Mutant.all(of: file.text, file: name)
      let sample = (0..<4).compactMap { _ in
        cells.randomElement(using: &random)?.randomElement(using: &random)
      }
      for mutant in isFull ? Array(cells.joined()) : sample {
        guard let fault = fault(mutant, in: catalog) else { continue }
        rejected += 1
        let place = fault.position
        guard place?.line != mutant.position.line || place?.file != name else { continue }
        elsewhere["\(mutant.part): \(kind(of: fault))", default: []]
          .append("\(mutant.description)\n    \(fault)")
      }
    }
    let missed = elsewhere.values.joined()
    if isFull {
      for (kind, faults) in elsewhere.sorted(by: { $0.value.count > $1.value.count }) {
        print("\(faults.count) \(kind)\n  " + faults.joined(separator: "\n  "))
      }
      print("\(missed.count) of \(rejected) rejected mutants are told from elsewhere")
    }
    #expect(rejected > 100)
    #expect(
      missed.count * 100 <= rejected * 3,
      "seed \(MutationTests.seed), of \(rejected): \(missed.joined(separator: "\n"))")
  }

  /// What `check` says first; nil where the mutant means something.
  private func fault(_ mutant: Mutant, in catalog: Catalog) -> Diagnostic? {
    do throws(Diagnostics) {
      return try Spec.read(Array(mutant.text.utf8), file: mutant.position.file)
        .findings(in: catalog, reserved: []).faults.first
    } catch {
      return error.all.first
    }
  }

  /// The message without what differs from cell to cell.
  private func kind(of fault: Diagnostic) -> String {
    fault.message.split(separator: " ")
      .filter { !$0.contains { $0.isNumber || $0 == "'" } }.joined(separator: " ")
  }
}
