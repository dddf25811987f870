import Foundation
import Specs
import Testing

import costcalc

/// What the commands print when all is well, to the last byte or to the last integer.
struct CommandTests {
  @Test func countsAreExact() throws {
    let table: [(line: String, csv: String)] = [
      (
        "table mobilenet_v1 --width 1,0.25 --resolution 224,128 "
          + "--columns width,resolution,macs,parameters,activations",
        """
        width,resolution,macs,parameters,activations
        1,224,568740352,4231976,5043688
        1,128,186400768,4231976,1647592
        0.25,224,41030272,470072,1261672
        0.25,128,13570048,470072,412648

        """
      ),
      (
        "compare mobilenet_v2 mobilenet_v3_large resnet50 --columns model,macs,parameters",
        """
        model,macs,parameters
        mobilenet_v2,300774272,3504872
        mobilenet_v3_large,216589760,5483032
        resnet50,4089184256,25557032

        """
      ),
      (
        "compare resnet50 resnet50 --early_stride --columns macs,parameters",
        "macs,parameters\n3857973248,25557032\n3857973248,25557032\n"
      ),
      (
        "compare standard vs separable --in 3 --out 64 --size 32 --columns model,macs",
        "model,macs\nstandard,1769472\nseparable,224256\n"
      ),
      (
        "compare mobilenet_v1 --replace separable=standard --columns model,macs",
        """
        model,macs
        mobilenet_v1,568740352
        mobilenet_v1 with separable=standard,4867293184

        """
      ),
      (
        "table standard --in 3:9:3 --out 64 --kernel 3 --size 32 --columns in,parameters",
        "in,parameters\n3,1856\n6,3584\n9,5312\n"
      ),
    ]
    for (line, csv) in table {
      let result = try Tool.run(shell: "costcalc \(line) --format csv")
      #expect(result.status == 0 && result.error == "", "\(line): \(result.error)")
      #expect(result.output == csv, "costcalc \(line)")
    }
  }

  @Test func textIsPrintedAsDesigned() throws {
    let table: [(line: String, output: String)] = [
      (
        "compare standard vs separable --in 3 --exact --columns model,macs,parameters",
        """
        Model           MACs  Params
        ────────────────────────────
        standard   1,769,472   1,856
        separable    224,256     353
        ────────────────────────────
        ratio          7.89×   5.26×
        ratio: standard / separable
        in 3, out 64, kernel 3, size 32, stride 1

        MACs of standard / separable = (kernel^2 * out) / (kernel^2 + out)

        Ratios by stride and output channels:
        stride   out   MACs  Params  Traffic  FLOPs/byte
        ────────────────────────────────────────────────
             1    16  5.76×   4.11×   0.775×       7.44×
             1    64  7.89×   5.26×   0.938×       8.41×
             1   256  8.69×   5.65×    1.00×       8.70×
             1  1024  8.92×   5.76×    1.02×       8.77×
        ────────────────────────────────────────────────
             2    16  5.76×   4.11×   0.866×       6.65×
             2    64  7.89×   5.26×   0.999×       7.90×
             2   256  8.69×   5.65×    1.06×       8.17×
             2  1024  8.92×   5.76×    1.08×       8.22×

        """
      ),
      (
        "compare mobilenet_v2 mobilenet_v1 mobilenet_v1 --columns model,macs",
        """
        Model           MACs
        ────────────────────
        mobilenet_v2   301 M
        mobilenet_v1   569 M
        mobilenet_v1   569 M
        ────────────────────
        mobilenet_v2  0.529×
        mobilenet_v1   1.00×
        × is the ratio to mobilenet_v1

        """
      ),
      (
        "count standard --in 3 --columns layer,operator,input,output,macs --exact",
        """
        Layer          Operator  Input    Output         MACs
        ─────────────────────────────────────────────────────
        standard.conv  conv 3x3  3x32x32  64x32x32  1,769,472
        ─────────────────────────────────────────────────────
        total                                       1,769,472
        7.42 kB of fp32 parameters
        peak of 274 kB of live fp32 tensors at standard.conv

        """
      ),
      (
        "count standard --in 3 --columns layer,macs,modelBytes --format markdown --weights int4",
        """
        | Layer         |       MACs | Model size |
        | :------------ | ---------: | ---------: |
        | standard.conv |     1.77 M |      928 B |
        | **total**     | **1.77 M** |  **928 B** |

        """
      ),
      (
        "count mobilenet_v1 --width 0.25 --resolution 128 --fold stages --sort macs "
          + "--columns layer,layers,macs",
        """
        Layer       Layers    MACs
        ──────────────────────────
        separable4      12  6.17 M
        separable2       4  2.02 M
        separable3       4  1.79 M
        separable5       4  1.63 M
        conv             1   885 k
        separable1       2   819 k
        dense            1   256 k
        avgpool          1       0
        ──────────────────────────
        total           29  13.6 M
        1.88 MB of fp32 parameters
        peak of 393 kB of live fp32 tensors at separable1.conv

        """
      ),
      (
        "formula separable --free in,out",
        """
        separable, free: in, out

        MACs =
          1024 * in * out + 9216 * in

        Parameters =
          in * out + 11 * in + 2 * out

        Activations =
          1024 * in + 1024 * out

        d log(cost) / d log(parameter) at in = 32, out = 64, without rounding:
                        in    out
        ─────────────────────────
        macs         1.000  0.877
        parameters   0.949  0.861
        activations  0.333  0.667

        """
      ),
      (
        "formula separable --free in,out,kernel,size --format csv",
        """
        quantity,formula
        macs,in * kernel^2 * size^2 + in * out * size^2
        parameters,in * kernel^2 + in * out + 2 * in + 2 * out
        activations,in * size^2 + out * size^2

        """
      ),
    ]
    for (line, output) in table {
      let result = try Tool.run(shell: "costcalc \(line)")
      #expect(result.status == 0 && result.error == "", "\(line): \(result.error)")
      #expect(result.output == output, "costcalc \(line)")
    }
  }

  @Test func everyWayToSetAParameterIsTheSame() throws {
    let lines = [
      "count mobilenet_v1 --width 0.5", "count mobilenet_v1 --width=0.5",
      "count --width 0.5 mobilenet_v1", "count mobilenet_v1 --set width=0.5",
      "count mobilenet_v1 --width 5e-1 --input 224x224x3",
    ]
    let outputs = try lines.map { try Tool.run(shell: "costcalc \($0) --exact").output }
    for (line, output) in zip(lines, outputs) {
      #expect(output.contains("149,497,088") && output == outputs[0], "costcalc \(line)")
    }
  }

  @Test func filesCountLikeTheirModels() throws {
    let result = try Tool.run(
      shell: """
        cd "$(mktemp -d)" && costcalc spec resnet50 > mine.json && costcalc check mine.json &&
        costcalc count mine.json --variant resnet50 --exact > mine &&
        costcalc count resnet50 --exact | diff - mine; code=$?; rm -r "$PWD"; exit $code
        """)
    #expect(result.status == 0 && result.error == "", "\(result.output)\(result.error)")
    #expect(result.output.hasPrefix("mine.json: resnet and "))
  }

  @Test func helpShowsExamplesThatWork() throws {
    let commands: [Command] = [
      .list, .spec, .table, .count, .compare, .formula, .check, .completions(of: "costcalc"),
    ]
    // Some write a file.
    let folder = try Scratch()
    for command in commands {
      let help = try Tool.run([command.name, "--help"])
      #expect(help.status == 0 && help.error == "")
      #expect(help.output.contains("\nExamples:\n"), "\(command.name)")
      for example in command.examples.map(\.line) {
        #expect(help.output.contains("  \(example)\n"), "\(command.name)")
        // Shell syntax and files of the user's own are not for a test to run.
        guard example.hasPrefix("costcalc"), !example.contains(where: "<>|".contains),
          !example.contains("mine.")
        else { continue }
        let result = try Tool.run(shell: example, in: folder.url)
        #expect(result.status == 0 && result.error == "", "\(example): \(result.error)")
      }
    }
  }
}
