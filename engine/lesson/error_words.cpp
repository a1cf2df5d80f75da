#include "lesson/error_words.h"

#include "lesson/object_reader.h"

namespace downhill::lesson {

namespace {

using training::ErrorCode;

constexpr Word<ErrorCode> kErrorCodes[] = {
    {u"file-not-found", ErrorCode::FileNotFound},
    {u"file-not-readable", ErrorCode::FileNotReadable},
    {u"file-not-writable", ErrorCode::FileNotWritable},
    {u"file-too-large", ErrorCode::FileTooLarge},
    {u"csv-empty", ErrorCode::CsvEmpty},
    {u"csv-ragged", ErrorCode::CsvRagged},
    {u"csv-not-a-number", ErrorCode::CsvNotANumber},
    {u"csv-bad-quote", ErrorCode::CsvBadQuote},
    {u"csv-no-such-column", ErrorCode::CsvNoSuchColumn},
    {u"csv-no-features", ErrorCode::CsvNoFeatures},
    {u"not-finite", ErrorCode::NotFinite},
    {u"out-of-range", ErrorCode::OutOfRange},
    {u"empty-data", ErrorCode::EmptyData},
    {u"one-class-only", ErrorCode::OneClassOnly},
    {u"shape-mismatch", ErrorCode::ShapeMismatch},
    {u"loss-needs-logits", ErrorCode::LossNeedsLogits},
    {u"loss-needs-classes", ErrorCode::LossNeedsClasses},
    {u"label-not-a-class", ErrorCode::LabelNotAClass},
    {u"formula-syntax", ErrorCode::FormulaSyntax},
    {u"formula-unknown-name", ErrorCode::FormulaUnknownName},
    {u"formula-too-long", ErrorCode::FormulaTooLong},
    {u"idx-not-idx", ErrorCode::IdxNotIdx},
    {u"idx-truncated", ErrorCode::IdxTruncated},
    {u"idx-mismatch", ErrorCode::IdxMismatch},
    {u"gzip-damaged", ErrorCode::GzipDamaged},
    {u"batch-too-small", ErrorCode::BatchTooSmall},
};

} // namespace

QString errorCodeWord(ErrorCode code) {
    return wordFor<ErrorCode>(kErrorCodes, code);
}

std::optional<ErrorCode> errorCodeOf(const QString& word) {
    for (const Word<ErrorCode>& each : kErrorCodes) {
        if (each.text == word)
            return each.value;
    }
    return std::nullopt;
}

QStringList errorArguments(const training::Error& error) {
    return {shortened(QString::fromStdString(error.where)),
            numberText(error.value),
            errorCodeWord(error.code),
            numberText(error.least),
            numberText(error.limit),
            shortened(QString::fromStdString(error.detail)),
            QString::number(error.column)};
}

} // namespace downhill::lesson
