import Charts
import CostModel
import ModelFiles
import Pages
import Specs
import Symbolic

/// A subject of the command `report` on its way to a page.
struct ReportedSubject {
  private let subject: Subject
  private let arguments: ModelArguments
  private let settings: Settings
  private let options: CountOptions
  private let roofline: Roofline

  init(
    _ subject: Subject, among subjects: [Subject], _ arguments: ModelArguments,
    _ roofline: Roofline
  ) throws {
    (self.subject, self.arguments, self.roofline) = (subject, arguments, roofline)
    settings = try arguments.settings(for: subject, among: subjects)
    options = try arguments.options()
  }

  /// All that a page says of it.
  func network() throws -> ReportedNetwork {
    let report = try arguments.report(subject, settings, options)
    let isListed = report.rows.allSatisfy { $0.layer.copies == 1 }
    let timeline = isListed ? try MemoryTimeline(report.network, options) : nil
    let published = try published(of: report.network)
    return ReportedNetwork(
      name: name, descriptions: descriptions, report: report,
      formulas: try formulas(of: report), timeline: timeline, arena: try timeline?.arena(),
      roofline: try RooflineReport(report, under: roofline), figures: published.figures,
      citations: published.citations, notes: options.notes(on: [report.network]))
  }

  /// The name on the page: that of a file without its folders.
  private var name: String {
    guard subject.model == nil else { return subject.name }
    return subject.name.split(separator: "/").last.map(String.init) ?? subject.name
  }

  private var descriptions: [String] {
    switch subject {
    case .model(let model): [model.spec.title, model.spec.source].compactMap(\.self)
    case .file(let file): ["Model file: \(file.inputs.map(\.text).joined(separator: ", "))"]
    }
  }

  // MARK: Formulas

  /// The network with as many parameters free as have closed forms; none if the formulas do not
  /// give what was counted.
  private func formulas(of report: Report) throws -> FreeNetwork {
    if arguments.invocation.isGiven(.free) {
      let free = try wanted()
      return free.isEmpty ? plain(report) : try freeNetwork(free)
    }
    var free = try wanted()
    while !free.isEmpty {
      do {
        let network = try freeNetwork(free)
        if try network.agrees(with: report) { return network }
        free = []
      } catch let fault as Diagnostic {
        let rest = free.subtracting(fault.freeParameters)
        free = rest.count < free.count ? rest : []
      } catch is ArithmeticFault {
        free = []
      }
    }
    return plain(report)
  }

  private func plain(_ report: Report) -> FreeNetwork {
    FreeNetwork(report, [], bound: bound(besides: [], in: report.network))
  }

  /// The parameters to be free: those that the user names, or all numbers.
  private func wanted() throws -> Set<String> {
    guard let list = arguments.invocation.value(of: .free) else {
      return subject.everyFree(settings).union([Network.freeBatch.name])
    }
    return Set(list.split(separator: ",").map(String.init))
  }

  private func freeNetwork(_ free: Set<String>) throws -> FreeNetwork {
    var settings = settings
    settings.free = free
    settings.values.removeAll { free.contains($0.name) }
    settings.unfoldLimit = 0
    let report = try arguments.report(subject, settings, options)
    let values = try subject.values(self.settings)
    let sliders = report.network.symbols.compactMap { symbol -> FreeNetwork.Slider? in
      let value =
        symbol == Network.freeBatch
        ? Value.integer(settings.batch).number : values[symbol.name]?.number
      return value.map { FreeNetwork.Slider(symbol, value: $0) }
    }
    return FreeNetwork(report, sliders, bound: bound(besides: free, in: report.network))
  }

  private func bound(
    besides free: Set<String>, in network: Network
  ) -> [(name: String, value: String)] {
    network.parameters.filter { !free.contains($0.name) }.map { ($0.name, $0.value.text) }
  }

  // MARK: Published figures

  private func published(
    of network: Network
  ) throws -> (figures: [ReportedNetwork.Figure], citations: [String]) {
    let benchmark = try BenchmarkArguments(arguments.invocation, arguments.catalog)
    let figures = try PublishedFigures(subject.model?.spec, benchmark, in: arguments.catalog)
    guard let entry = try figures.entry(of: network) else { return ([], []) }
    let costs = entry.findings.map { finding in
      ReportedNetwork.Figure(
        quantity: finding.metric == "macs" ? "MACs" : "Parameters",
        printed: finding.figure.text, counted: finding.count?.numerator.grouped ?? "–",
        verdict: [finding.verdict.rawValue, finding.reason].filter { !$0.isEmpty }
          .joined(separator: ": "))
    }
    let accuracies = PublishedFigures.accuracies.compactMap { metric in
      entry.accuracies[metric].map { value in
        ReportedNetwork.Figure(
          quantity: metric == "ap" ? "AP" : "Top-1", printed: "\(value.fixed(1)) %", counted: "–",
          verdict: "not counted")
      }
    }
    let citations = [entry.citation, entry.accuracyCitation].compactMap { $0?.text }
    return (
      costs + accuracies,
      citations.count == 2 && citations[0] == citations[1]
        ? [citations[0]] : citations
    )
  }
}
