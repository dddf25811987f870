import ArenaPlanning
import CostModel
import Symbolic

/// A network of a page, with all that is known of it.
package struct ReportedNetwork: Sendable {
  /// A figure that a paper or a project prints, in words.
  package struct Figure: Sendable {
    let quantity, printed, counted, verdict: String

    /// A printed figure beside our count.
    package init(quantity: String, printed: String, counted: String, verdict: String) {
      (self.quantity, self.printed) = (quantity, printed)
      (self.counted, self.verdict) = (counted, verdict)
    }
  }

  /// The name that readers know it by.
  package let name: String
  /// What it is, and where that is from; empty if unknown.
  let descriptions: [String]
  /// The costs at the point that the page opens at.
  let report: Report
  /// The same with symbols free, and what they may be; nothing free if it has no parameters.
  let formulas: FreeNetwork
  /// What lives at each layer; nil if it can't be told.
  let timeline: MemoryTimeline?
  /// The arena; nil without a timeline.
  let arena: ArenaStudy?
  /// Its layers on a machine; nil without one.
  let roofline: RooflineReport?
  /// What is printed of it elsewhere, and where.
  let figures: [Figure]
  let citations: [String]
  /// What readers of the counts must know.
  let notes: [String]

  /// A network of a page.
  package init(
    name: String, descriptions: [String], report: Report, formulas: FreeNetwork,
    timeline: MemoryTimeline?, arena: ArenaStudy?, roofline: RooflineReport?,
    figures: [Figure], citations: [String], notes: [String]
  ) {
    (self.name, self.descriptions) = (name, descriptions)
    (self.report, self.formulas) = (report, formulas)
    (self.timeline, self.arena, self.roofline) = (timeline, arena, roofline)
    (self.figures, self.citations, self.notes) = (figures, citations, notes)
  }
}

/// A network with parameters left free, and the values that a reader may give them.
package struct FreeNetwork: Sendable {
  /// A parameter that a reader may change.
  package struct Slider: Sendable {
    package let symbol: Symbol
    /// The value that the page opens with.
    package let value: Number
    /// The ends of the slider and its steps.
    let least, most, step: Double

    /// A parameter with its value and a range about it.
    package init(_ symbol: Symbol, value: Number) {
      (self.symbol, self.value) = (symbol, value)
      let number = value.doubleValue
      guard symbol.isInteger else {
        (least, most, step) = (min(0.1, number), max(2, 2 * number).rounded(.up), 0.05)
        return
      }
      let isSmall = number <= 16
      (least, most, step) = (1, isSmall ? max(16, 4 * number) : 2 * number, 1)
    }
  }

  /// The costs as formulas; repeats are folded.
  let report: Report
  package let sliders: [Slider]
  /// The parameters that are not free, each with its value.
  let bound: [(name: String, value: String)]

  /// The point that the page opens at.
  package var point: Bindings {
    Dictionary(sliders.map { ($0.symbol.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// Formulas, and values for their symbols.
  package init(_ report: Report, _ sliders: [Slider], bound: [(name: String, value: String)]) {
    (self.report, self.sliders, self.bound) = (report, sliders, bound)
  }
}

extension FreeNetwork {
  /// Whether its formulas give the totals of a count at the point that the page opens at. They
  /// always should; a page that is wrong would be worse than one without sliders.
  ///
  /// - Throws: ``ArithmeticFault`` if they have no value there.
  package func agrees(with count: Report) throws(ArithmeticFault) -> Bool {
    for field in Cost.fields {
      let value = try report.totals[keyPath: field].value(at: point)
      if value != count.totals[keyPath: field].constantValue { return false }
    }
    return true
  }
}
