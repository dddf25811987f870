import CostModel
import JSON
import Specs
import Symbolic

extension GridSearch {
  /// The findings of a part of the grid; parts can be joined in any order.
  package struct Found: Sendable {
    /// A network's points while they are being collected.
    package struct Draft: Equatable, Sendable {
      /// The first point in the grid, which determines the order.
      var line, index: Int
      /// The point nearest to the defaults, and its distance.
      package var bestLine, bestIndex: Int
      package var distance: Double
      var candidates: Int

      package init(
        line: Int, index: Int, bestLine: Int, bestIndex: Int, distance: Double, candidates: Int
      ) {
        self.line = line
        self.index = index
        self.bestLine = bestLine
        self.bestIndex = bestIndex
        self.distance = distance
        self.candidates = candidates
      }
    }

    /// A network as stored in a journal.
    package struct Entry: Equatable, Sendable {
      package let key: [Int]
      package let draft: Draft

      package init(key: [Int], draft: Draft) {
        self.key = key
        self.draft = draft
      }
    }

    /// Everything but the networks, as stored in a journal.
    package struct Summary: Equatable, Sendable {
      let lines, feasible, networks: Int
      /// Points on the lines; nil in old journals.
      let points: Int?
      let nearest: Double?
      let distance: Double
      let least: [Double]

      package init(
        lines: Int, feasible: Int, networks: Int, points: Int?, nearest: Double?, distance: Double,
        least: [Double]
      ) {
        self.lines = lines
        self.feasible = feasible
        self.networks = networks
        self.points = points
        self.nearest = nearest
        self.distance = distance
        self.least = least
      }
    }

    /// Lines of the grid that have been scanned, points on them, and feasible ones.
    package var lines = 0
    var points = 0
    package var feasible = 0
    /// The networks found, by the classes that tell them apart.
    private(set) var cells: [[Int]: Draft] = [:]
    /// The constraint's numerator nearest to the target, and its distance.
    var nearest: Double?
    var distance = Double.infinity
    /// The least value of each metric that has a budget.
    var least = [Double](repeating: .infinity, count: Metric.searched.count)

    init() {}

    /// Joins parts, in any order.
    package init(joining parts: [Found]) {
      for part in parts { merge(part) }
    }

    /// The networks, in the order of the grid.
    package var entries: [Entry] {
      cells.map { Entry(key: $0.key, draft: $0.value) }
        .sorted { ($0.draft.line, $0.draft.index) < ($1.draft.line, $1.draft.index) }
    }

    /// Everything but the networks.
    var summary: Summary {
      Summary(
        lines: lines, feasible: feasible, networks: cells.count, points: points, nearest: nearest,
        distance: distance, least: least)
    }

    mutating func merge(_ other: Found) {
      lines.add(other.lines)
      points.add(other.points)
      feasible.add(other.feasible)
      // Of two equally near ones, keep the smaller, whichever part had it.
      if (other.distance, other.nearest ?? .infinity) < (distance, nearest ?? .infinity) {
        (nearest, distance) = (other.nearest, other.distance)
      }
      least = zip(least, other.least).map { min($0, $1) }
      for (key, draft) in other.cells { add(draft, to: key) }
    }

    mutating func add(_ draft: Draft, to key: [Int]) {
      guard var known = cells[key] else {
        // One more than the limit is enough.
        if cells.count <= GridSearch.cellLimit { cells[key] = draft }
        return
      }
      known.candidates.add(draft.candidates)
      if (draft.line, draft.index) < (known.line, known.index) {
        (known.line, known.index) = (draft.line, draft.index)
      }
      let isFirst = (draft.bestLine, draft.bestIndex) < (known.bestLine, known.bestIndex)
      if draft.distance < known.distance || (draft.distance == known.distance && isFirst) {
        (known.bestLine, known.bestIndex) = (draft.bestLine, draft.bestIndex)
        known.distance = draft.distance
      }
      cells[key] = known
    }
  }
}

// MARK: - As JSON

extension GridSearch.Found.Entry {
  init?(_ json: JSON) {
    guard case .array(let parts) = json.value, parts.count == 3, let key = parts[0].integers,
      let numbers = parts[1].integers, numbers.count == 5, let distance = parts[2].real,
      numbers.allSatisfy({ $0 >= 0 })
    else { return nil }
    self.init(
      key: key,
      draft: GridSearch.Found.Draft(
        line: numbers[0], index: numbers[1], bestLine: numbers[2], bestIndex: numbers[3],
        distance: distance, candidates: numbers[4]))
  }

  var json: JSONOutput {
    let numbers = [draft.line, draft.index, draft.bestLine, draft.bestIndex, draft.candidates]
    return .array([
      .array(key.map { .integer(Int128($0)) }), .array(numbers.map { .integer(Int128($0)) }),
      .number(draft.distance),
    ])
  }
}

extension GridSearch.Found.Summary {
  init?(_ json: JSON) {
    guard let lines = json["lines"]?.integer, let feasible = json["feasible"]?.integer,
      let networks = json["networks"]?.integer,
      case .array(let least)? = json["least"]?.value, least.count == Metric.searched.count,
      [lines, feasible, networks, json["points"]?.integer ?? 0].allSatisfy({ $0 >= 0 }),
      (least + [json["nearest"]].compactMap(\.self)).allSatisfy({ abs($0.real ?? 0) < 0x1p100 })
    else { return nil }
    self.init(
      lines: lines, feasible: feasible, networks: networks, points: json["points"]?.integer,
      nearest: json["nearest"]?.real, distance: json["distance"]?.real ?? .infinity,
      least: least.map { $0.real ?? .infinity })
  }

  var json: JSONOutput {
    .object([
      ("lines", .integer(Int128(lines))), ("feasible", .integer(Int128(feasible))),
      ("networks", .integer(Int128(networks))),
      ("points", points.map { .integer(Int128($0)) } ?? .null),
      ("nearest", nearest.map { .number($0) } ?? .null), ("distance", .number(distance)),
      ("least", .array(least.map { .number($0) })),
    ])
  }
}
