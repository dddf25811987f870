import CostModel

/// Positions along one axis of a map, from one up to another.
package struct Span: Hashable, Sendable {
  /// The first position, and the one after the last.
  package let start, end: Int

  package init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  /// How many positions there are.
  package var count: Int { end - start }

  /// The least span that has the positions of both.
  func joined(with other: Span) -> Span {
    if count == 0 { return other }
    if other.count == 0 { return self }
    return Span(min(start, other.start), max(end, other.end))
  }

  /// So many parts of a number of positions, which differ by one position at most.
  package static func parts(_ count: Int, of positions: Int) -> [Span] {
    (0..<count).map { part in
      let (whole, rest) = positions.quotientAndRemainder(dividingBy: count)
      func boundary(_ index: Int) -> Int { index * whole + index * rest / count }
      return Span(boundary(part), boundary(part + 1))
    }
  }
}

extension SlidingAxis<Int> {
  /// The positions of the input that windows at some positions of the output read, with those
  /// between them; taps on padding read nothing.
  func read(by output: Span, taps: Int, input: Int, outputs: Int) -> Span {
    let before = padding.sizes?.before ?? sameBefore(taps: taps, input: input, outputs: outputs)
    var (first, last): (Int?, Int?) = (nil, nil)
    for position in output.start..<output.end {
      for tap in 0..<taps {
        let place = position * stride - before + tap * dilation
        guard place >= 0, place < input else { continue }
        first = min(first ?? place, place)
        last = max(last ?? place, place)
      }
    }
    return first.flatMap { first in last.map { Span(first, $0 + 1) } } ?? Span(0, 0)
  }

  /// The padding before the input with `same`: half of what is needed for so many outputs.
  private func sameBefore(taps: Int, input: Int, outputs: Int) -> Int {
    max(0, (outputs - 1) * stride + dilation * (taps - 1) + 1 - input) / 2
  }
}
