extension Sequence {
  /// The first value that a transform makes of an element; nil if it makes none of any.
  ///
  /// `lazy.compactMap(transform).first` transforms the element it finds twice, which takes
  /// exponential time if the transform itself searches a tree that way.
  package func firstNonNil<Result>(_ transform: (Element) throws -> Result?) rethrows -> Result? {
    for element in self {
      if let result = try transform(element) { return result }
    }
    return nil
  }
}
