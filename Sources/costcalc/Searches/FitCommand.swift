import Charts
import CostModel
import ScalingSearch
import Specs
import Symbolic

extension Command {
  static let fit = Command(
    name: "fit", summary: "Find the networks of a family that best use a budget",
    usage: "costcalc fit MODEL --max-macs 300M [--max-parameters 4M] [--vary width=0.25:1:0.05]…",
    operands: [.model],
    options: Option.budgets + [.vary, .everything, .output] + Option.searching
      + [.set, .input, .variant] + Option.modelFile + Option.showing,
    columns: SearchAnswer.columns,
    takesParameters: true,
    discussion: """
      Tries every combination of the values of --vary or, without it, of the model's width, depth \
      and resolution around their defaults. Shows the networks within the budgets that cannot \
      grow: making any parameter larger breaks a budget, unless another gets smaller, or leaves the \
      values tried; the note below the table counts the latter apart and says what was tried. The \
      network closest to its budgets comes first. --all shows every network within them.

      No formula predicts their accuracy: --accuracy reads measured or published values, and \
      --evaluate runs a command for each network, as in grid-search.

      --machine takes a microcontroller's RAM as --max-peak and its flash as --max-model, and stores \
      weights and tensors in int8. --max-latency limits the time on a machine whose peak and bandwidth \
      are known, as 'roofline' tells it: a lower bound, or an estimate on a profile that 'calibrate' \
      wrote.

      \(Amount.spellings) 1.98x means 1.98 times the baseline's count.
      """,
    examples: [
      ("costcalc fit mobilenet_v2 --max-macs 150M", "widths and resolutions for 150 M MACs"),
      ("costcalc fit efficientnet_b0 --max-macs 800M --max-parameters 8M", "two budgets at once"),
      ("costcalc fit mobilenet_v1 --machine stm32f746", "what fits into its RAM and flash"),
      (
        "costcalc fit mobilenet_v2 --machine h100 --max-latency 5us",
        "what the machine's roofline allows in that time"
      ),
      (
        "costcalc fit mobilenet_v1 --max-macs 60M --vary width=0.25,0.5,0.75,1 "
          + "--vary resolution=128:224:32", "only the released networks"
      ),
    ], run: FitRun.run)
}

extension Option {
  static let everything = Option(
    name: "all", summary: "Include networks that could grow within the budgets")
}

/// The command `fit`: budgets to coefficients.
enum FitRun {
  static func run(_ invocation: Invocation) throws { try run(invocation, merging: nil) }

  /// Runs the search, or joins the results of its parts.
  static func run(_ invocation: Invocation, merging journals: [Journal.Contents]?) throws {
    let request = try request(invocation)
    let run = try GridRun(request, invocation, merging: journals)
    let budgets = request.budgets
    let largest =
      request.selection == .largest ? run.candidates : run.search.withoutLarger(run.feasible)
    try SearchAnswer(
      run, criterion: "most of the budget used",
      limits: budgets.texts(for: request.networks),
      footer: run.outcome.summary(of: run.feasible) + growth(of: largest, run.search),
      tried: request.coefficients.map(\.axis.summary),
      unmet: run.session.shortage.map { [$0] }
        ?? budgets.unmetTexts(run.outcome, under: request.networks.roofline)
    ).show(writingTo: run.output)
    try run.session.end()
  }

  /// The request that the words make.
  private static func request(_ invocation: Invocation) throws -> SearchRequest {
    let words = SearchArguments(invocation)
    let device = try words.device()
    var request = try words.request(invocation.operands[0], on: device)
    let (model, settings) = (request.networks.model, request.networks.settings)
    let network = request.baseline.network
    request.coefficients = try words.varied(model, network)
    if request.coefficients.isEmpty {
      request.coefficients = try Coefficient.around(network, of: model, settings)
    }
    guard !request.coefficients.isEmpty else {
      throw invocation.usageError(
        "\(model.name) has no free depth, width or resolution", remedy: "--vary names others")
    }
    request.budgets = try words.budgets(request.baseline.totals, device)
    guard !request.budgets.isEmpty else {
      throw invocation.usageError("a budget is missing", remedy: "such as --max-macs 300M")
    }
    request.selection = invocation.isGiven(.everything) ? .fitting : .largest
    request.ranking = try words.ranking()
    return request
  }

  /// `, 12 cannot grow, 3 at the edge of the values tried`: beyond the edge nothing is known.
  private static func growth(of largest: [Candidate], _ search: GridSearch) -> String {
    let edge = largest.count(where: search.isAtEdge)
    let inner = ", \(Int128(largest.count - edge).grouped) cannot grow"
    return inner + (edge > 0 ? ", \(Int128(edge).grouped) at the edge of the values tried" : "")
  }
}
