#include "cli/command_line.h"

#include "cli/package_line.h"
#include "lesson/translation.h"
#include "training/experiment.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>

namespace downhill::app::cli {

namespace {

/// Largest seed that a lesson file can hold as well.
constexpr std::uint64_t kMostSeed = std::uint64_t{1} << 53;
constexpr double kMostBenchSeconds = 3600;
constexpr int kMostSeeds = 100; ///< of a claim, and threads

/// The translation context of this file.
class CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)

public:
    static Request parse(const QStringList& arguments);

private:
    static Request train(const QStringList& arguments);
    static Request validate(const QStringList& arguments);
    static Request translate(const QStringList& arguments);
    static Request verify(const QStringList& arguments);
    static Request bench(const QStringList& arguments);
    static QString usage();
    static QString trainUsage();
    static QString validateUsage();
    static QString translateUsage();
    static QString verifyUsage();
    static QString benchUsage();
    static QString help();
    static QString trainHelp();
    static QString validateHelp();
    static QString translateHelp();
    static QString verifyHelp();
    static QString benchHelp();
};

QString CommandLine::usage() {
    return tr("usage: downhill-cli train EXPERIMENT.json [OPTIONS] | validate PATH… | "
              "translate LESSON LANGUAGE | verify PATH… [OPTIONS] | new lesson|course NAME | pack COURSE | "
              "unpack FILE | bench [OPTIONS] | --help | --version");
}

QString CommandLine::trainUsage() {
    return tr("usage: downhill-cli train EXPERIMENT.json [--steps N] [--seed N] [--csv FILE] "
              "[--initial-parameters FILE] [--final-parameters FILE]");
}

QString CommandLine::validateUsage() {
    return tr("usage: downhill-cli validate PATH… [--json]");
}

QString CommandLine::translateUsage() {
    return tr("usage: downhill-cli translate LESSON LANGUAGE");
}

QString CommandLine::verifyUsage() {
    return tr("usage: downhill-cli verify PATH… [--seeds N] [--threads N] [--json]");
}

QString CommandLine::benchUsage() {
    return tr("usage: downhill-cli bench [--json] [--seconds S] [--instructions NAME]");
}

QString CommandLine::help() {
    return usage() +
           tr("\n\n"
              "Trains experiments, and checks, begins and hands on lessons, without a window.\n\n"
              "  train EXPERIMENT.json   train the first run of an experiment\n"
              "  validate PATH…          check lessons, courses and experiments\n"
              "  new lesson|course NAME  begin a lesson or a course\n"
              "  translate LESSON LANGUAGE\n"
              "                          write a translation, or bring one up to date\n"
              "  pack COURSE             make one file of a course\n"
              "  unpack FILE             install the course of such a file\n"
              "  verify PATH…            prove by real runs what lessons claim\n"
              "  bench                   measure how fast this machine trains\n"
              "  VERB --help             more about a verb\n"
              "  --version               the version\n\n"
              "Exit status: 0 all is well, 1 something was found wrong or could not be read or written,\n"
              "2 the command line is wrong.\n");
}

QString CommandLine::trainHelp() {
    return trainUsage() +
           tr("\n\n"
              "Trains the first run of an experiment and prints one JSON object: reason (finished,\n"
              "goal-reached, diverged, left-window), steps, train_loss, test_loss, steps_per_second, "
              "backend,\n"
              "and for classes train_accuracy and test_accuracy. What is not a finite number is null.\n\n"
              "  --steps N                   train at most N steps instead of the experiment's budget\n"
              "  --seed N                    take N for all seeds: data, split, weights, shuffle,\n"
              "                              dropout, noise\n"
              "  --csv FILE                  write step,loss of every step; nan where the loss is not "
              "finite\n"
              "  --initial-parameters FILE   begin with these parameters instead of drawn ones\n"
              "  --final-parameters FILE     write the parameters at the end\n\n"
              "Parameters are a JSON list of layers, each {\"weights\": [[…], …], \"bias\": […]} with a row "
              "of\n"
              "weights for each output. A surface has no layers, so it takes and gives no parameters.\n"
              "Files are replaced as a whole at the end, or not at all.\n");
}

QString CommandLine::validateHelp() {
    return validateUsage() +
           tr("\n\n"
              "Checks lesson folders, course folders, folders of lessons, lesson.json, course.json and\n"
              "experiment files, with their texts, formulas, pictures and data. Prints what is wrong, "
              "where,\n"
              "and how to mend it. Warnings alone leave the exit status at 0. lessons/rules.md has a word "
              "on\n"
              "each rule.\n\n"
              "  --json   one JSON document: a list with file, line, column, severity, rule, path, message,\n"
              "           remedy and page of each finding\n");
}

QString CommandLine::translateHelp() {
    return translateUsage() + tr("\n\n"
                                 "Writes lesson.LANGUAGE.json beside lesson.json, with the texts to "
                                 "translate, or brings it up to\n"
                                 "date: new texts are added, those whose source has changed are marked stale "
                                 "and keep their old\n"
                                 "translation, and those that are no more are kept apart. LESSON is the "
                                 "folder of a lesson, or of\n"
                                 "a course with all its lessons; LANGUAGE is a tag such as de or pt-BR.\n");
}

QString CommandLine::verifyHelp() {
    return verifyUsage() +
           tr("\n\n"
              "Makes the runs that lessons claim something of, and those that solve their questions, and "
              "says\n"
              "what came of them. Paths are lesson folders, folders of lessons, lesson.json and "
              "course.json.\n\n"
              "  --seeds N     try N seeds beside each lesson's own instead of as many as each claim says\n"
              "  --threads N   make N runs at once instead of as many as there are processors\n"
              "  --json        one JSON object instead of lines\n");
}

QString CommandLine::benchHelp() {
    return benchUsage() +
           tr("\n\n"
              "Measures the training engine: steps a second of four trainings (T, S, M, L) and milliseconds\n"
              "of two pictures (G, LS), on one thread and on more.\n\n"
              "  --json                one JSON object instead of a table\n"
              "  --seconds S           measure each figure for at least S seconds (1)\n"
              "  --instructions NAME   baseline, sse4, avx2 or avx512 instead of the best there is\n");
}

/// A parser that knows --help and nothing else.
void prepare(QCommandLineParser& parser) {
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsOptions);
    parser.addOption(QCommandLineOption(QStringList{QStringLiteral("h"), QStringLiteral("help")}));
}

Request CommandLine::train(const QStringList& arguments) {
    const QString steps = QStringLiteral("steps");
    const QString seed = QStringLiteral("seed");
    const QString csv = QStringLiteral("csv");
    const QString initial = QStringLiteral("initial-parameters");
    const QString final = QStringLiteral("final-parameters");
    QCommandLineParser parser;
    prepare(parser);
    for (const QString& name : {steps, seed, csv, initial, final})
        parser.addOption(QCommandLineOption(name, QString(), QStringLiteral("value")));
    const bool parsed = parser.parse(arguments);
    if (parser.isSet(QStringLiteral("help")))
        return TextRequest{trainHelp()};
    if (!parsed)
        return UsageError{parser.errorText(), trainUsage()};

    TrainRequest request;
    const QStringList files = parser.positionalArguments();
    if (files.isEmpty())
        return UsageError{tr("train needs an experiment file"), trainUsage()};
    if (files.size() > 1)
        return UsageError{tr("train takes one experiment file, not also “%1”").arg(files[1]), trainUsage()};
    request.experiment = files.first();
    if (parser.isSet(steps)) {
        bool isNumber = false;
        const qlonglong value = parser.value(steps).toLongLong(&isNumber);
        if (!isNumber || value < 1 || value > training::limits::kSteps) {
            return UsageError{tr("--steps takes a whole number from 1 to %1, not “%2”")
                                  .arg(training::limits::kSteps)
                                  .arg(parser.value(steps)),
                              trainUsage()};
        }
        request.steps = value;
    }
    if (parser.isSet(seed)) {
        bool isNumber = false;
        const qulonglong value = parser.value(seed).toULongLong(&isNumber);
        if (!isNumber || value > kMostSeed) {
            return UsageError{tr("--seed takes a whole number from 0 to %1, not “%2”")
                                  .arg(kMostSeed)
                                  .arg(parser.value(seed)),
                              trainUsage()};
        }
        request.seed = value;
    }
    for (const auto& [name, file] :
         {std::pair{csv, &request.csv}, std::pair{initial, &request.initialParameters},
          std::pair{final, &request.finalParameters}}) {
        *file = parser.value(name);
        if (parser.isSet(name) && file->isEmpty())
            return UsageError{tr("--%1 takes the name of a file").arg(name), trainUsage()};
    }
    return request;
}

Request CommandLine::validate(const QStringList& arguments) {
    const QString json = QStringLiteral("json");
    QCommandLineParser parser;
    prepare(parser);
    parser.addOption(QCommandLineOption(json));
    const bool parsed = parser.parse(arguments);
    if (parser.isSet(QStringLiteral("help")))
        return TextRequest{validateHelp()};
    if (!parsed)
        return UsageError{parser.errorText(), validateUsage()};
    if (parser.positionalArguments().isEmpty())
        return UsageError{tr("validate needs a path"), validateUsage()};
    return ValidateRequest{parser.positionalArguments(), parser.isSet(json)};
}

Request CommandLine::translate(const QStringList& arguments) {
    QCommandLineParser parser;
    prepare(parser);
    const bool parsed = parser.parse(arguments);
    if (parser.isSet(QStringLiteral("help")))
        return TextRequest{translateHelp()};
    if (!parsed)
        return UsageError{parser.errorText(), translateUsage()};
    const QStringList given = parser.positionalArguments();
    if (given.size() != 2)
        return UsageError{tr("translate needs the folder of a lesson and a language"), translateUsage()};
    if (!lesson::isLanguage(given[1]))
        return UsageError{tr("“%1” is no language; write de, or pt-BR").arg(given[1]), translateUsage()};
    return TranslateRequest{given[0], given[1]};
}

Request CommandLine::verify(const QStringList& arguments) {
    const QString json = QStringLiteral("json");
    const QString seeds = QStringLiteral("seeds");
    const QString threads = QStringLiteral("threads");
    QCommandLineParser parser;
    prepare(parser);
    parser.addOption(QCommandLineOption(json));
    for (const QString& name : {seeds, threads})
        parser.addOption(QCommandLineOption(name, QString(), QStringLiteral("value")));
    const bool parsed = parser.parse(arguments);
    if (parser.isSet(QStringLiteral("help")))
        return TextRequest{verifyHelp()};
    if (!parsed)
        return UsageError{parser.errorText(), verifyUsage()};
    if (parser.positionalArguments().isEmpty())
        return UsageError{tr("verify needs a path"), verifyUsage()};
    VerifyRequest request{.paths = parser.positionalArguments(), .json = parser.isSet(json)};
    const std::pair<QString, int> wanted[] = {{seeds, 0}, {threads, 1}};
    for (const auto& [name, least] : wanted) {
        if (!parser.isSet(name))
            continue;
        bool isNumber = false;
        const int value = parser.value(name).toInt(&isNumber);
        if (!isNumber || value < least || value > kMostSeeds) {
            return UsageError{tr("--%1 takes a whole number from %2 to %3, not “%4”")
                                  .arg(name)
                                  .arg(least)
                                  .arg(kMostSeeds)
                                  .arg(parser.value(name)),
                              verifyUsage()};
        }
        if (name == seeds)
            request.seeds = value;
        else
            request.threads = value;
    }
    return request;
}

Request CommandLine::bench(const QStringList& arguments) {
    const QString json = QStringLiteral("json");
    const QString seconds = QStringLiteral("seconds");
    const QString instructions = QStringLiteral("instructions");
    QCommandLineParser parser;
    prepare(parser);
    parser.addOption(QCommandLineOption(json));
    for (const QString& name : {seconds, instructions})
        parser.addOption(QCommandLineOption(name, QString(), QStringLiteral("value")));
    const bool parsed = parser.parse(arguments);
    if (parser.isSet(QStringLiteral("help")))
        return TextRequest{benchHelp()};
    if (!parsed)
        return UsageError{parser.errorText(), benchUsage()};
    if (!parser.positionalArguments().isEmpty())
        return UsageError{tr("bench takes no “%1”").arg(parser.positionalArguments().first()), benchUsage()};

    BenchRequest request;
    request.json = parser.isSet(json);
    if (parser.isSet(seconds)) {
        bool isNumber = false;
        request.seconds = parser.value(seconds).toDouble(&isNumber);
        if (!isNumber || !(request.seconds > 0 && request.seconds <= kMostBenchSeconds)) {
            return UsageError{tr("--seconds takes a number above 0, of at most %1, not “%2”")
                                  .arg(kMostBenchSeconds)
                                  .arg(parser.value(seconds)),
                              benchUsage()};
        }
    }
    if (parser.isSet(instructions)) {
        const auto sets = training::supportedInstructionSets();
        const auto found = std::find_if(sets.begin(), sets.end(), [&](training::InstructionSet set) {
            return parser.value(instructions) == QLatin1StringView(training::nameOf(set).data());
        });
        if (found == sets.end()) {
            return UsageError{
                tr("this processor has no instruction set “%1”").arg(parser.value(instructions)),
                benchUsage()};
        }
        request.instructions = *found;
    }
    return request;
}

Request CommandLine::parse(const QStringList& arguments) {
    const QString verb = arguments.value(1);
    if (verb.isEmpty())
        return UsageError{tr("a verb is missing"), usage()};
    const QStringList rest = arguments.mid(1); // the verb stands where a parser expects the program's name
    if (verb == u"train")
        return train(rest);
    if (verb == u"validate")
        return validate(rest);
    if (verb == u"translate")
        return translate(rest);
    if (verb == u"new")
        return parseNew(rest);
    if (verb == u"pack")
        return parsePack(rest);
    if (verb == u"unpack")
        return parseUnpack(rest);
    if (verb == u"verify")
        return verify(rest);
    if (verb == u"bench")
        return bench(rest);
    if (verb == u"--help" || verb == u"-h")
        return TextRequest{help()};
    if (verb == u"--version" || verb == u"-v")
        return TextRequest{QStringLiteral("downhill-cli " DOWNHILL_VERSION "\n")};
    if (verb.startsWith(u'-'))
        return UsageError{tr("unknown option “%1”").arg(verb), usage()};
    return UsageError{tr("unknown verb “%1”").arg(verb), usage()};
}

} // namespace

Request parseCommandLine(const QStringList& arguments) {
    return CommandLine::parse(arguments);
}

} // namespace downhill::app::cli
