import CostModel
import JSON
import Symbolic

/// A spec file as read: an architecture, or a library of blocks.
///
/// Nothing has been evaluated; every cell keeps its position, so that later errors can point to it.
/// docs/spec-language.md is the reference.
package struct Spec: Sendable {
  /// The name that users type for the architecture; nil for a library of blocks.
  package let name: String?
  /// The full name.
  package let title: String?
  /// The paper, with the table or figure that the spec copies.
  package let source: String?
  /// The parameters in the order of `let`.
  package let parameters: [Parameter]
  /// The members of the family.
  package let variants: [Variant]
  /// The values of parameters that a table shows by default, in the order written.
  package let ranges: [(parameter: String, values: [String])]
  /// The sizes of the input's map, then its channels; empty in a library.
  let input: [Cell]
  /// The rules that scale a column's numbers.
  let scale: [String: Expression]
  let functions: [String: LocalFunction]
  let defaults: [String: Cell]
  let blocks: [String: Block]
  package let body: Table?
  let outputs: [Cell]
  /// The file's name for messages.
  package let file: String
  /// A hash of the file's text, which identifies it in reports; see also
  /// ``Catalog/contentFingerprint(of:)``.
  package let fingerprint: String
  /// The file as read.
  let tree: JSON
  /// The position of the file's object.
  var position: SourcePosition { tree.position }

  /// The names of these sizes: `height`, `width`, `channels`.
  package var inputNames: [String] { Shape.axisNames(max(0, input.count - 1)) + ["channels"] }

  /// The parameter with that name.
  package func parameter(named name: String) -> Parameter? {
    parameters.first { $0.name == name }
  }

  /// The parameters that take numbers.
  package var numbers: [Parameter] {
    parameters.filter { $0.domain == .integer || $0.domain == .real }
  }

  /// Whether a parameter is a size of the input, which another input replaces.
  package func takesInput(from parameter: String) -> Bool { inputParameters.contains(parameter) }

  /// 64-bit FNV-1a: it tells texts apart, but does not protect against forgery.
  package static func fingerprint(of bytes: [UInt8]) -> String {
    let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return "fnv1a64:" + String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The parameters that make up the input: hidden if another network provides the input.
  var inputParameters: Set<String> {
    input.reduce(into: []) { names, cell in
      guard case .expression(let expression) = cell.content else { return }
      expression.root.forEachName { names.insert($0) }
    }
  }
}

/// A function of one argument defined by a spec: `"end(i)": "ceil(w0 * i)"`.
struct LocalFunction: Sendable {
  let name: String
  let argument: String
  let body: Expression
}

/// A member of a family: a row of `variants`.
package struct Variant: Sendable {
  /// The member's name, which is unique among models.
  package let name: String
  /// The values that it sets.
  let values: [String: Cell]
  let position: SourcePosition
}

/// A block: a table with columns of its own.
struct Block: Sendable {
  struct Column: Sendable {
    let name: String
    let defaultValue: Expression?
  }

  let name: String
  let columns: [Column]
  /// The names of its input tensors; empty for a single one, named `in`.
  let inputs: [String]
  /// The rows that provide its outputs; empty for the last row.
  let outputs: [Cell]
  let body: Table
  let position: SourcePosition
}

/// The rows of a network or a block.
///
/// It is a class, because its identity is the key to its wiring.
package final class Table: Sendable {
  /// A row that names the columns of the rows below it.
  struct Header: Sendable {
    let position: SourcePosition
    /// The position of each column's name.
    let columns: [String: SourcePosition]
  }

  let rows: [Row]
  let headers: [Header]
  let position: SourcePosition

  init(rows: [Row], headers: [Header], position: SourcePosition) {
    self.rows = rows
    self.headers = headers
    self.position = position
  }

}

/// A row of a table: an operator, a block or a network, and its cells by column.
struct Row: Sendable {
  /// The cell of the column `operator`.
  let operation: Cell
  /// The name, or nil.
  let name: String?
  /// The operator's name, numbered if several unnamed rows of the table have it.
  let label: String
  /// All nonempty cells except `operator` and `name`, by column.
  let cells: Cells
  let position: SourcePosition
}

/// A nonempty cell: neither the empty cell nor `"-"`.
///
/// It is a class, because copies of a block pass their cells on: one reference, not ten words.
final class Cell: Sendable {
  enum Content: Sendable {
    /// A literal number: the paper's base value, which a column's rule scales.
    case number(Scalar)
    case bool(Bool)
    /// A string: an expression, a word, or the name of a tensor.
    case expression(Expression)
    /// A string that is not an expression: "shared but norm".
    case text(String)
    /// A whole number for each axis of a map: "1x7".
    case perAxis([Int])
    case list([Cell?])
  }

  let content: Content
  /// The text as written.
  let text: String
  let position: SourcePosition

  init(content: Content, text: String, position: SourcePosition) {
    self.content = content
    self.text = text
    self.position = position
  }
}
