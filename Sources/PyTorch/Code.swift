/// Python that stands in a class of several instances: some of its numbers may differ between them,
/// and become arguments of the class.
struct Code: Hashable {
  /// A number as Python writes it.
  struct Number: Hashable {
    /// What it is, as an argument would be called: `kernel_size`.
    let role: String
    /// The field that it belongs to: `depthwise`.
    var owner = ""
    /// How it is written: `3`, `(1, 7)`.
    let literal: String
  }

  enum Piece: Hashable {
    case text(String)
    case number(Number)
    /// `, stride=2`, which can be left out where it is as PyTorch would have it.
    case option(String, Number, usually: String)
  }

  private(set) var pieces: [Piece] = []

  init(_ text: String = "") { if !text.isEmpty { pieces = [.text(text)] } }

  init(pieces: [Piece]) { self.pieces = pieces }

  static func number(_ role: String, _ literal: String) -> Code {
    Code(pieces: [.number(Number(role: role, literal: literal))])
  }

  static func number(_ role: String, _ value: Int) -> Code { number(role, "\(value)") }

  /// A keyword argument after others.
  static func option(
    _ name: String, _ literal: String, usually: String, role: String? = nil
  ) -> Code {
    Code(
      pieces: [.option(name, Number(role: role ?? name, literal: literal), usually: usually)])
  }

  static func + (left: Code, right: Code) -> Code { Code(pieces: left.pieces + right.pieces) }

  static func + (left: Code, right: String) -> Code { left + Code(right) }

  static func + (left: String, right: Code) -> Code { Code(left) + right }

  /// The numbers, in order.
  var numbers: [Number] {
    pieces.compactMap { piece in
      switch piece {
      case .text: nil
      case .number(let number), .option(_, let number, _): number
      }
    }
  }

  /// The same code, whose numbers belong to a field.
  func owned(by field: String) -> Code {
    func owned(_ number: Number) -> Number {
      number.owner.isEmpty
        ? Number(role: number.role, owner: field, literal: number.literal) : number
    }
    return Code(
      pieces: pieces.map { piece in
        switch piece {
        case .text: piece
        case .number(let number): .number(owned(number))
        case .option(let name, let number, let usually):
          .option(name, owned(number), usually: usually)
        }
      })
  }

  /// What instances of a class have in common: all but the numbers.
  var skeleton: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .number(let number): "\u{0}\(number.role)\u{0}"
      case .option(let name, let number, _): "\u{0}\(name)=\(number.role)\u{0}"
      }
    }.joined()
  }

  /// The text, with each number as it is named there.
  ///
  /// - Parameter name: how the number at an index, among all, is written; nil for its literal.
  func text(from first: Int = 0, _ name: (Int) -> String? = { _ in nil }) -> String {
    var (text, index) = ("", first)
    for piece in pieces {
      switch piece {
      case .text(let own): text += own
      case .number(let number):
        text += name(index) ?? number.literal
        index += 1
      case .option(let option, let number, let usually):
        let named = name(index)
        index += 1
        if named == nil, number.literal == usually { continue }
        text += ", \(option)=\(named ?? number.literal)"
      }
    }
    return text
  }
}

extension Code: ExpressibleByStringInterpolation {
  init(stringLiteral text: String) { self.init(text) }
}

extension [Code] {
  /// The pieces of code, one after the other.
  func joined(_ separator: String) -> Code {
    enumerated().reduce(Code()) { all, next in
      next.offset == 0 ? next.element : all + separator + next.element
    }
  }
}
