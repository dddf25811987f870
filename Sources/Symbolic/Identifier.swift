extension String {
  /// Whether it can name a symbol: it has letters, digits and underscores only, and no digit first.
  package var isIdentifier: Bool {
    guard let first = utf8.first, first.isNameStart else { return false }
    return utf8.allSatisfy {
      $0.isNameStart || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
  }
}

extension UInt8 {
  fileprivate var isNameStart: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) || self == UInt8(ascii: "_")
  }
}
