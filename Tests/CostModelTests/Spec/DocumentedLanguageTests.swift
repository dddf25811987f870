import Foundation
import Symbolic
import TestSupport
import Testing

import CostModel
import Specs

/// The language has a row for every operator of the graph, and no other.
@Test func everyOperatorHasARow() {
  #expect(Set(Operator<Formula>.names) == Set(OperatorEntry.all.map(\.name)))
}

/// docs/spec-language.md names everything that the language has.
@Test func everythingInTheLanguageIsDocumented() throws {
  let text = try String(
    contentsOf: Repository.root.appending(path: "docs/spec-language.md"), encoding: .utf8)
  let words =
    OperatorEntry.all.map(\.name) + OperatorEntry.all.flatMap(\.columns)
    + Norm.allCases.map(\.name) + Activation.allCases.map(\.name) + Function.table.map(\.name)
    + ["if", "select", "scale", "isInteger", "own", "shared", "shared but norm", "ranges"]
  for word in Set(words) {
    #expect(text.contains("`\(word)") || text.contains("\"\(word)\""), "\(word) is not documented")
  }
}
