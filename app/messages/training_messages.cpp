#include "messages/messages.h"

#include <QCoreApplication>
#include <QLocale>

namespace downhill::app {

namespace {

using training::ErrorCode;

/// The translation context of this file.
class TrainingMessages {
    Q_DECLARE_TR_FUNCTIONS(TrainingMessages)

public:
    static Message file(const training::Error& error);
    static Message csv(const training::Error& error);
    static Message experiment(const training::Error& error);

private:
    static QString place(const training::Error& error);
};

QString number(double value) {
    return QString::number(value, 'g', 12);
}

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

QString because(const QString& what, const std::string& reason) {
    return reason.empty() ? what : what + QStringLiteral(" (") + text(reason) + u')';
}

Message TrainingMessages::file(const training::Error& error) {
    const QString name = text(error.where);
    switch (error.code) {
    case ErrorCode::FileNotFound:
        return {tr("there is no file %1").arg(name), tr("check the name and the folder")};
    case ErrorCode::FileNotReadable:
        return {because(tr("the file %1 cannot be read").arg(name), error.detail),
                tr("check that it is a file and that you may read it")};
    case ErrorCode::FileNotWritable:
        return {because(tr("the file %1 cannot be written").arg(name), error.detail),
                tr("check that its folder exists, that you may write there and that the disk is not full")};
    default: {
        const QLocale locale;
        return {tr("the file %1 is too large: %2")
                    .arg(name, locale.formattedDataSize(static_cast<qint64>(error.value))),
                tr("the limit is %1; leave out rows or columns")
                    .arg(locale.formattedDataSize(static_cast<qint64>(error.limit)))};
    }
    }
}

/// "points.csv, line 3, field 2", as far as it is known.
QString TrainingMessages::place(const training::Error& error) {
    const QString name = error.where.empty() ? tr("the CSV file") : text(error.where);
    if (error.line > 0 && error.column > 0)
        return tr("%1, line %2, field %3").arg(name).arg(error.line).arg(error.column);
    if (error.line > 0)
        return tr("%1, line %2").arg(name).arg(error.line);
    return name;
}

Message TrainingMessages::csv(const training::Error& error) {
    const QString where = place(error);
    switch (error.code) {
    case ErrorCode::CsvEmpty:
        return {tr("there is no row of data in %1").arg(where),
                tr("put at least one row of numbers below the header line")};
    case ErrorCode::CsvRagged:
        return {tr("the row at %1 has another number of fields (%2) than the header (%3)")
                    .arg(where, number(error.value), number(error.limit)),
                tr("give every row one field for each column")};
    case ErrorCode::CsvNotANumber:
        return {tr("“%2” is not a number (%1)").arg(where, text(error.detail)),
                tr("write numbers throughout, with a decimal point, and labels as 0, 1, …")};
    case ErrorCode::CsvBadQuote:
        return {tr("a field begins with a quotation mark and does not end with one (%1)").arg(where),
                tr("close the quotation, or leave the quotation marks out")};
    case ErrorCode::CsvNoSuchColumn:
        return {tr("there is no column “%2” in %1").arg(where, text(error.detail)),
                tr("name the target as the header line does")};
    default:
        return {tr("there is no column beside the target in %1").arg(where),
                tr("add at least one column of features")};
    }
}

Message TrainingMessages::experiment(const training::Error& error) {
    const QString where = text(error.where);
    switch (error.code) {
    case ErrorCode::NotFinite:
        return {where.isEmpty() ? tr("a value is not a finite number")
                                : tr("a value is not a finite number (%1)").arg(where),
                tr("replace what is infinite or not a number")};
    case ErrorCode::OutOfRange:
        return {tr("“%1” is %2, outside the allowed range").arg(where, number(error.value)),
                tr("choose a value from %1 to %2").arg(number(error.least), number(error.limit))};
    case ErrorCode::EmptyData:
        return {tr("no sample is left to train on"), tr("take more samples or a smaller test share")};
    case ErrorCode::OneClassOnly:
        return {tr("all samples to train on are of one class"),
                tr("take more samples, another seed, or data with two classes")};
    case ErrorCode::ShapeMismatch:
        return {tr("“%1” has the size %2 where %3 is needed")
                    .arg(where, number(error.value), number(error.limit)),
                tr("make the sizes agree")};
    case ErrorCode::LossNeedsLogits:
        return {tr("this loss takes logits, but the last layer has an activation"),
                tr("make the last layer linear, or choose another loss")};
    case ErrorCode::LossNeedsClasses:
        return {tr("this loss needs classes, but the data are a regression"),
                tr("choose “mse”, or data with classes")};
    default:
        return {tr("%1 is not the label of a class").arg(number(error.value)),
                error.limit > 0
                    ? tr("label the classes with whole numbers from 0 to %1").arg(number(error.limit))
                    : tr("label the classes 0, 1, …")};
    }
}

} // namespace

Message describe(const training::Error& error) {
    switch (error.code) {
    case ErrorCode::FileNotFound:
    case ErrorCode::FileNotReadable:
    case ErrorCode::FileNotWritable:
    case ErrorCode::FileTooLarge:
        return TrainingMessages::file(error);
    case ErrorCode::CsvEmpty:
    case ErrorCode::CsvRagged:
    case ErrorCode::CsvNotANumber:
    case ErrorCode::CsvBadQuote:
    case ErrorCode::CsvNoSuchColumn:
    case ErrorCode::CsvNoFeatures:
        return TrainingMessages::csv(error);
    case ErrorCode::NotFinite:
    case ErrorCode::OutOfRange:
    case ErrorCode::EmptyData:
    case ErrorCode::OneClassOnly:
    case ErrorCode::ShapeMismatch:
    case ErrorCode::LossNeedsLogits:
    case ErrorCode::LossNeedsClasses:
    case ErrorCode::LabelNotAClass:
        break;
    }
    return TrainingMessages::experiment(error);
}

} // namespace downhill::app
