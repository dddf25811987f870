import Foundation
import TestSupport
import Testing

/// What `--svg`, `--output` and `-o` do to files that are there.
struct OutputFileTests {
  private static let fixtures = Repository.modelFiles.path

  private func folder() throws -> Scratch {
    let folder = try Scratch()
    try FileManager.default.copyItem(
      at: URL(filePath: OutputFileTests.fixtures).appending(path: "tv_resnet18_224.onnx"),
      to: folder.url.appending(path: "own.onnx"))
    let setUp = try Tool.run(
      shell: "costcalc spec standard > own.json; costcalc roofline own.json --machine h100 "
        + "--svg old.svg > /dev/null; ln -s own.json link.json; ln own.json hard.json; "
        + "ln -s old.svg link.svg; mkdir dir; echo width,accuracy > a.csv; echo 1,5 >> a.csv",
      in: folder.url)
    #expect(setUp.status == 0, "\(setUp.error)")
    return folder
  }

  @Test(arguments: [
    ("roofline own.json --machine h100 --svg own.json", "own.json"),
    ("roofline own.json --machine h100 --svg ./dir/../own.json", "own.json"),
    ("roofline own.json --machine h100 --svg link.json", "own.json"),
    ("roofline own.json --machine h100 --svg hard.json", "own.json"),
    ("roofline link.json --machine h100 --svg own.json", "own.json"),
    (
      "space detnas_space --sample 2 --journal j -o j", "j"
    ),
    ("space detnas_space --sample 2 --accuracy a.csv -o a.csv", "a.csv"),
    ("spec own.onnx -o own.onnx", "own.onnx"),
    ("spec own.onnx -o ./dir/../own.onnx", "own.onnx"),
    ("memory own.onnx --svg own.onnx", "own.onnx"),
  ])
  func anInputIsNoOutput(line: String, file: String) throws {
    let folder = try folder()
    let place = folder.url.appending(path: file)
    let before = try? Data(contentsOf: place)
    let result = try Tool.run(shell: "costcalc \(line)", in: folder.url)
    #expect(result.status == 2)
    #expect(
      result.error.hasSuffix(
        "is read by this command and would be overwritten; name another file\n"),
      "\(result.error)")
    if let before { #expect(try Data(contentsOf: place) == before) }
  }

  /// One file can't hold two results, however it is named; nothing is written then.
  @Test(arguments: [
    "memory mlperftiny_ad01_int8.tflite --write-plan x --svg x",
    "memory mlperftiny_ad01_int8.tflite --write-plan x --svg ./dir/../x",
    "grid-search mobilenet_v1 --vary width=0.5,1 --report x -o x",
  ]) func aFileHoldsOneResult(line: String) throws {
    let folder = try folder()
    let setUp = "cp '\(OutputFileTests.fixtures)/mlperftiny_ad01_int8.tflite' ."
    #expect(try Tool.run(shell: setUp, in: folder.url).status == 0)
    let result = try Tool.run(shell: "costcalc \(line)", in: folder.url)
    #expect(result.status == 2 && result.output == "", "\(result)")
    #expect(
      result.error.hasSuffix("x' is to hold another result of this command; name another file\n"))
    #expect(!folder.has("x"))
  }

  /// A page that can't be written is told before the trainings, not after them.
  @Test func aPageIsOpenedBeforeTheWork() throws {
    let folder = try folder()
    let line = """
      costcalc grid-search mobilenet_v1 --vary width=0.5,1 --evaluate 'touch ran; echo 7' \
        --report none/x.html
      """
    let result = try Tool.run(shell: line, in: folder.url)
    #expect(result.status == 2 && result.error.contains("'none/x.html' can't be written"))
    #expect(!folder.has("ran"))
  }

  /// A full disk, a limit or a folder that can't be written leave what was there.
  @Test func whatFailsLeavesTheFile() throws {
    let folder = try folder()
    let before = try folder.text("old.svg")
    let draw = "costcalc roofline mobilenet_v1 --machine h100 --svg"
    for (line, error) in [
      ("ulimit -f 1; \(draw) old.svg", "'old.svg' can't be written: File too large"),
      ("\(draw) none/old.svg", "'none/old.svg' can't be written: No such file or directory"),
      ("\(draw) dir", "'dir' is a folder; name a file in it"),
      ("\(draw) /dev/full", "'/dev/full' can't be written: No space left on device"),
      ("costcalc calibrate -o none/m.json", "'none/m.json' can't be written: No such file"),
    ] {
      let start = ContinuousClock.now
      let result = try Tool.run(shell: line, in: folder.url)
      #expect(result.status == 2 && result.error.contains(error), "\(line): \(result.error)")
      #expect(try folder.text("old.svg") == before)
      // Found out before the measuring, which takes half a minute.
      #expect(ContinuousClock.now - start < .seconds(15), "\(line)")
    }
    let files = try Tool.run(shell: "ls -A", in: folder.url).output.split(separator: "\n")
    #expect(!files.contains { $0.hasPrefix(".costcalc") }, "\(files)")
  }

  /// A file is written to where a link leads, though nothing is there yet.
  @Test func aLinkIsWrittenThrough() throws {
    let folder = try folder()
    let draw = "costcalc roofline own.json --machine h100 --svg"
    let result = try Tool.run(
      shell: "ln -s ../made.svg dir/link; ln -s dir/link way; \(draw) way > /dev/null; "
        + "test -L way && test -L dir/link && cmp old.svg made.svg && echo same; "
        + "ln -s loop loop; \(draw) loop; echo $?; ln -s none/file lost; \(draw) lost; echo $?; "
        + "ls", in: folder.url)
    #expect(result.output.hasPrefix("same\n2\n2\n"), "\(result)")
    #expect(!result.output.contains("file"), "\(result)")
    #expect(
      result.error == """
        costcalc: 'loop' can't be written: Too many levels of symbolic links
        costcalc: 'lost' can't be written: No such file or directory

        """)
  }

  /// What can't be printed is written all the same.
  @Test(arguments: [">&-", "> /dev/full"])
  func aResultOutlivesItsTable(redirection: String) throws {
    let folder = try Scratch()
    let result = try Tool.run(
      shell: "costcalc space detnas_space --sample 2 -o found.json \(redirection); echo $?; "
        + "costcalc check found.json", in: folder.url)
    #expect(result.output == "2\nfound.json: detnas_space_found and 2 members, no faults\n")
    #expect(result.error.hasPrefix("costcalc: cannot write to standard output: "))
  }

  /// A file is replaced as a whole, behind links, with its permissions.
  @Test func aFileIsReplaced() throws {
    let folder = try folder()
    let result = try Tool.run(
      shell: "chmod 640 old.svg; echo torn > old.svg; "
        + "costcalc roofline own.json --machine h100 --svg link.svg > /dev/null; "
        + "stat -c %a old.svg; test -L link.svg && echo link; umask 077; "
        + "costcalc roofline own.json --machine h100 --svg new.svg > /dev/null; "
        + "stat -c %a new.svg; cmp old.svg new.svg && echo same; "
        + "costcalc roofline own.json --machine h100 --svg /dev/stdout | tail -n 1; "
        + "costcalc roofline own.json --machine h100 --svg - | tail -n 1", in: folder.url)
    let lines = result.output.split(separator: "\n")
    #expect(Array(lines.prefix(4)) == ["640", "link", "600", "same"], "\(result.error)")
    #expect(lines.last == "</svg>", "\(result.output.suffix(200))")
  }
}
