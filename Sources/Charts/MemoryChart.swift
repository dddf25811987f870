import ArenaPlanning

/// The memory of a network over its layers, and beneath it the arena: each buffer a box, as wide as
/// it lives and as high as it is large, at its offset.
package struct MemoryChart {
  private typealias Plot = (left: Double, top: Double, right: Double, bottom: Double)

  /// The network.
  let name: String
  let study: ArenaStudy
  /// Whether it is TensorFlow Lite Micro's own arena, whose steps are operators.
  let isMicro: Bool

  private static let live: Plot = (90, 70, 970, 270)
  private static let arena: Plot = (90, 330, 970, 630)
  private static let palette = [
    "#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#76b7b2", "#edc948", "#b07aa1", "#9c755f",
  ]

  /// A chart of a plan.
  package init(name: String, study: ArenaStudy, isMicro: Bool) {
    self.name = name
    self.study = study
    self.isMicro = isMicro
  }

  private var steps: Int { max(1, study.steps.count) }

  private func x(_ step: Int, in plot: Plot) -> Double {
    plot.left + (plot.right - plot.left) * Double(step) / Double(steps)
  }

  private func y(_ bytes: Int, of most: Int, in plot: Plot) -> Double {
    plot.bottom - (plot.bottom - plot.top) * Double(bytes) / Double(max(1, most))
  }

  package var svg: String {
    var svg = SVG(width: 1000, height: 680)
    svg.write("Memory of \(name)", at: (MemoryChart.live.left, 28), size: 17, isBold: true)
    svg.write(
      isMicro
        ? "bytes in use at each operator, and where TensorFlow Lite Micro's planner puts them"
        : "bytes in use at each layer, and where a greedy planner puts them",
      at: (MemoryChart.live.left, 48), colour: "#555555")
    for (plot, name) in [(MemoryChart.live, "live"), (MemoryChart.arena, "arena")] {
      svg.note([plot.left, plot.top, plot.right, plot.bottom], as: name)
    }
    let top = max(study.plan.bytes, study.bound)
    let living = living
    frame(&svg, MemoryChart.live, top, mark: (study.bound, "most in use"), name: "live-mark")
    for (step, bytes) in living.enumerated() where bytes > 0 {
      let (left, right) = (x(step, in: MemoryChart.live), x(step + 1, in: MemoryChart.live))
      svg.box(
        from: (left, y(bytes, of: top, in: MemoryChart.live)), to: (right, MemoryChart.live.bottom),
        colour: bytes == study.bound ? "#e15759" : "#4e79a7", name: "live",
        title: "\(study.steps[step]): \(exact(bytes))")
    }
    frame(&svg, MemoryChart.arena, top, mark: (study.plan.bytes, "arena"), name: "arena-mark")
    for (index, buffer) in study.arena.buffers.enumerated() {
      let offset = study.plan.offsets[index]
      svg.box(
        from: (
          x(max(0, buffer.first), in: MemoryChart.arena),
          y(offset + buffer.bytes, of: top, in: MemoryChart.arena)
        ),
        to: (
          x(buffer.last + 1, in: MemoryChart.arena), y(offset, of: top, in: MemoryChart.arena)
        ), colour: MemoryChart.palette[index % MemoryChart.palette.count], name: "buffer",
        title: "\(study.names[index]): \(exact(buffer.bytes)) at \(offset)")
    }
    svg.write(
      isMicro ? "operators, in order" : "layers, in order",
      at: ((MemoryChart.arena.left + MemoryChart.arena.right) / 2, MemoryChart.arena.bottom + 30),
      size: 13, anchor: .middle)
    return svg.text(title: "Memory of \(name): an arena of \(exact(study.plan.bytes))")
  }

  private func exact(_ bytes: Int) -> String { "\(Int128(bytes).grouped) B" }

  /// The bytes in use at each step.
  private var living: [Int] {
    var change = [Int](repeating: 0, count: steps + 1)
    for buffer in study.arena.buffers where buffer.last >= 0 && buffer.first < steps {
      change[max(0, buffer.first)] += buffer.bytes
      change[min(steps, buffer.last + 1)] -= buffer.bytes
    }
    var sum = 0
    return change.dropLast().map { step in
      sum += step
      return sum
    }
  }

  private func frame(
    _ svg: inout SVG, _ plot: Plot, _ most: Int, mark: (bytes: Int, text: String), name: String
  ) {
    svg.line(
      [(plot.left, plot.top), (plot.left, plot.bottom), (plot.right, plot.bottom)],
      colour: "#444444", width: 1)
    let height = y(mark.bytes, of: most, in: plot)
    svg.line(
      [(plot.left, height), (plot.right, height)], colour: "#777777", width: 1, dashes: "4 4",
      name: name)
    svg.write(
      Int128(mark.bytes).scaled(unit: "B"), at: (plot.left - 8, height + 4), anchor: .end,
      name: name)
    svg.write(
      mark.text, at: (plot.right, height - 5), colour: "#555555", anchor: .end,
      name: name)
    svg.write("0", at: (plot.left - 8, plot.bottom + 4), anchor: .end)
  }
}
