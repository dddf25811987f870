/// Writes the few shapes that charts need, as SVG 1.1.
package struct SVG {
  /// Which point of a text is at its position.
  enum Anchor: String { case start, middle, end }

  private let width: Int
  private let height: Int
  private var elements: [String] = []
  private var data = ""

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
    viewBox="0 0 \(width) \(height)"\(data) role="img" font-family="Helvetica, Arial, 'DejaVu Sans', \
    sans-serif">
    <title>\(XML.escaped(title))</title>
    \(elements.joined(separator: "\n"))
    </svg>

    """
  }

  /// Numbers for scripts of a page, as the attribute `data-NAME`.
  mutating func note(_ numbers: [Double], as name: String) {
    data += " data-\(name)=\"\(numbers.map(\.description).joined(separator: " "))\""
  }

  mutating func line(
    _ points: [(x: Double, y: Double)], colour: String, width: Double, dashes: String? = nil,
    name: String? = nil
  ) {
    let style = name.map { " class=\"\($0)\"" } ?? ""
    let points = points.map { "\(SVG.number($0.x)),\(SVG.number($0.y))" }.joined(separator: " ")
    let dashes = dashes.map { " stroke-dasharray=\"\($0)\"" } ?? ""
    elements.append(
      "<polyline\(style) points=\"\(points)\" fill=\"none\" stroke=\"\(colour)\" "
        + "stroke-width=\"\(SVG.number(width))\"\(dashes)/>")
  }

  /// - Parameters:
  ///   - turn: degrees clockwise about the position.
  ///   - name: a class for scripts and styles of a page.
  mutating func write(
    _ text: String, at place: (x: Double, y: Double), size: Int = 12, colour: String = "#222222",
    anchor: Anchor = .start, isBold: Bool = false, turn: Double = 0, name: String? = nil
  ) {
    let (x, y) = (SVG.number(place.x), SVG.number(place.y))
    let turn = turn == 0 ? "" : " transform=\"rotate(\(SVG.number(turn)) \(x) \(y))\""
    let style = name.map { " class=\"\($0)\"" } ?? ""
    let weight = isBold ? " font-weight=\"bold\"" : ""
    elements.append(
      "<text\(style) x=\"\(x)\" y=\"\(y)\" font-size=\"\(size)\" fill=\"\(colour)\" "
        + "text-anchor=\"\(anchor.rawValue)\"\(weight)\(turn)>\(XML.escaped(text))</text>")
  }

  /// A marker, in a class of that name so that its page can style it, with a tooltip.
  mutating func mark(
    _ marker: Marker, at place: (x: Double, y: Double), colour: String, name: String,
    title: String?
  ) {
    let title = title.map { "<title>\(XML.escaped($0))</title>" } ?? ""
    elements.append(
      "<path class=\"\(name)\" d=\"\(marker.path)\" "
        + "transform=\"translate(\(SVG.number(place.x)) \(SVG.number(place.y)))\" fill=\"\(colour)\" "
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
  package static func number(_ value: Double) -> String {
    let text = value.fixed(2)
    let end = text.lastIndex { $0 != "0" } ?? text.startIndex
    return String(text[end] == "." ? text[..<end] : text[...end])
  }
}

/// Shapes that can be told apart without color.
package enum Marker: CaseIterable {
  case circle, square, triangle, diamond, cross

  /// The outline around the origin; all shapes have about the same area.
  package var path: String {
    func path(_ corners: [(Double, Double)]) -> String {
      "M" + corners.map { "\(SVG.number($0)) \(SVG.number($1))" }.joined(separator: "L") + "Z"
    }
    return switch self {
    case .circle: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z"
    case .square: path([(-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)])
    case .triangle: path([(0, -6.5), (6, 4.5), (-6, 4.5)])
    case .diamond: path([(0, -6.5), (6.5, 0), (0, 6.5), (-6.5, 0)])
    case .cross:
      path([
        (-2, -6), (2, -6), (2, -2), (6, -2), (6, 2), (2, 2), (2, 6), (-2, 6), (-2, 2), (-6, 2),
        (-6, -2), (-2, -2),
      ])
    }
  }
}
