/// Writes the few shapes that charts need, as SVG 1.1.
struct SVG {
  /// Which point of a text is at its position.
  enum Anchor: String { case start, middle, end }

  private let width: Int
  private let height: Int
  private var elements: [String] = []

  /// A white canvas of that many pixels, so that charts are readable on dark pages, too.
  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    elements.append("<rect width=\"\(width)\" height=\"\(height)\" fill=\"#ffffff\"/>")
  }

  /// The document; ends with a line feed.
  ///
  /// - Parameter title: a description for readers who can't see it.
  func text(title: String) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
    viewBox="0 0 \(width) \(height)" role="img" font-family="Helvetica, Arial, 'DejaVu Sans', \
    sans-serif">
    <title>\(XML.escaped(title))</title>
    \(elements.joined(separator: "\n"))
    </svg>

    """
  }

  mutating func line(
    _ points: [(x: Double, y: Double)], colour: String, width: Double, dashes: String? = nil
  ) {
    let points = points.map { "\(SVG.number($0.x)),\(SVG.number($0.y))" }.joined(separator: " ")
    let dashes = dashes.map { " stroke-dasharray=\"\($0)\"" } ?? ""
    elements.append(
      "<polyline points=\"\(points)\" fill=\"none\" stroke=\"\(colour)\" "
        + "stroke-width=\"\(SVG.number(width))\"\(dashes)/>")
  }

  /// - Parameter turn: degrees clockwise about the position.
  mutating func write(
    _ text: String, at place: (x: Double, y: Double), size: Int = 12, colour: String = "#222222",
    anchor: Anchor = .start, isBold: Bool = false, turn: Double = 0
  ) {
    let (x, y) = (SVG.number(place.x), SVG.number(place.y))
    let turn = turn == 0 ? "" : " transform=\"rotate(\(SVG.number(turn)) \(x) \(y))\""
    let weight = isBold ? " font-weight=\"bold\"" : ""
    elements.append(
      "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(size)\" fill=\"\(colour)\" "
        + "text-anchor=\"\(anchor.rawValue)\"\(weight)\(turn)>\(XML.escaped(text))</text>")
  }

  /// A marker, in a class of that name so that its page can style it, with a tooltip.
  mutating func mark(
    _ marker: Marker, at place: (x: Double, y: Double), colour: String, name: String,
    title: String?
  ) {
    let title = title.map { "<title>\(XML.escaped($0))</title>" } ?? ""
    elements.append(
      "<path class=\"\(name)\" d=\"\(marker.path(at: place))\" fill=\"\(colour)\" "
        + "fill-opacity=\"0.8\" stroke=\"#ffffff\" stroke-width=\"0.75\">\(title)</path>")
  }

  /// A box between two corners, in a class of that name, with a tooltip.
  mutating func box(
    from corner: (x: Double, y: Double), to other: (x: Double, y: Double), colour: String,
    name: String, title: String
  ) {
    elements.append(
      "<rect class=\"\(name)\" x=\"\(SVG.number(min(corner.x, other.x)))\" "
        + "y=\"\(SVG.number(min(corner.y, other.y)))\" "
        + "width=\"\(SVG.number(abs(other.x - corner.x)))\" "
        + "height=\"\(SVG.number(abs(other.y - corner.y)))\" fill=\"\(colour)\" "
        + "fill-opacity=\"0.85\" stroke=\"#ffffff\" stroke-width=\"0.5\">"
        + "<title>\(XML.escaped(title))</title></rect>")
  }

  /// A number with at most two decimals.
  static func number(_ value: Double) -> String {
    let text = value.fixed(2)
    let end = text.lastIndex { $0 != "0" } ?? text.startIndex
    return String(text[end] == "." ? text[..<end] : text[...end])
  }
}

/// Shapes that can be told apart without color.
package enum Marker: CaseIterable {
  case circle, square, triangle, diamond, cross

  /// The outline around a point; all shapes have about the same area.
  package func path(at place: (x: Double, y: Double)) -> String {
    func path(_ corners: [(Double, Double)]) -> String {
      let points = corners.map { "\(SVG.number(place.x + $0)) \(SVG.number(place.y + $1))" }
      return "M" + points.joined(separator: "L") + "Z"
    }
    switch self {
    case .circle:
      let (x, y) = (SVG.number(place.x - 5), SVG.number(place.y))
      return "M\(x) \(y)a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z"
    case .square: return path([(-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)])
    case .triangle: return path([(0, -6.5), (6, 4.5), (-6, 4.5)])
    case .diamond: return path([(0, -6.5), (6.5, 0), (0, 6.5), (-6.5, 0)])
    case .cross:
      return path([
        (-2, -6), (2, -6), (2, -2), (6, -2), (6, 2), (2, 2), (2, 6), (-2, 6), (-2, 2), (-6, 2),
        (-6, -2), (-2, -2),
      ])
    }
  }
}
