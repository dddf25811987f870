import CostModel
import Specs

extension Option {
  static let task = Option(
    name: "task", value: Value("TASK", choices: Published.Task.allCases.map(\.word)),
    summary: "Show published figures for another task")

  static let dataset = Option(
    name: "dataset", value: Value("NAME"),
    summary: "Show published figures for another dataset, such as 'Stanford Dogs'")
}

/// The published figures that a user asks for.
struct BenchmarkArguments {
  private let task: Published.Task?
  private let dataset: String?

  /// - Throws: `UsageError` for an unknown dataset, or the first fault of a file.
  init(_ invocation: Invocation, _ catalog: Catalog) throws {
    let word = invocation.value(of: .task)
    task = Published.Task.allCases.first { $0.word == word }
    guard let name = invocation.value(of: .dataset) else {
      dataset = nil
      return
    }
    let known = Set(try catalog.published().compactMap(\.table.dataset)).sorted()
    // Spelling is loose: 'stanford-dogs' is 'Stanford Dogs'.
    let typed = name.simplified
    guard let dataset = known.first(where: { $0.simplified == typed }) else {
      throw invocation.unknown("dataset", name, in: known)
    }
    self.dataset = dataset
  }

  /// Whether the user asks for a task or a dataset.
  var isGiven: Bool { task != nil || dataset != nil }

  /// Whether figures for a task and a dataset are among those requested.
  func includes(_ task: Published.Task, _ dataset: String?) -> Bool {
    (self.task == nil || self.task == task) && (self.dataset == nil || self.dataset == dataset)
  }

  /// Whether a table's figures are shown with our counts: by default those on ImageNet and COCO,
  /// unless the user asks for another dataset, or for a task without a benchmark.
  func shows(_ table: Published.Table) -> Bool {
    let isAsked = dataset != nil || task != nil && table.task.benchmark == nil
    return includes(table.task, table.dataset) && (isAsked || table.isBenchmark)
  }

  /// A note if nothing is published for the request.
  func notes(isFound: Bool, about model: String) -> [String] {
    isGiven && !isFound ? ["no published figures for \(model): \(text)"] : []
  }

  /// The request in words: `face attributes`, `on Stanford Dogs`.
  var text: String {
    [task?.rawValue, dataset.map { "on \($0)" }].compactMap(\.self).joined(separator: " ")
  }
}

extension Published.Task {
  /// The task as one word for the command line: `face-attributes`.
  var word: String { String(rawValue.map { $0 == " " ? "-" : $0 }) }
}

extension String {
  /// Lower case, with hyphens instead of spaces.
  fileprivate var simplified: String { String(lowercased().map { $0 == " " ? "-" : $0 }) }
}
