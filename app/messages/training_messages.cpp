#include "messages/messages.h"
#include "messages/quantity_advice.h"

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
    static Message idx(const training::Error& error);
    static Message formula(const training::Error& error);
    static Message experiment(const training::Error& error);

private:
    static QString place(const training::Error& error);
    static Message empty(const training::Error& error);
    static Message shape(const training::Error& error);
    static QString withAdvice(const QString& remedy, const std::string& quantity);
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
                tr("the limit is %1; leave out some of what it holds")
                    .arg(locale.formattedDataSize(static_cast<qint64>(error.limit)))};
    }
    }
}

/// "points.csv, line 3, field 2", as far as it is known.
QString TrainingMessages::place(const training::Error& error) {
    QString name = error.where.empty() ? tr("the CSV file") : text(error.where);
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

Message TrainingMessages::idx(const training::Error& error) {
    const QString name = text(error.where);
    switch (error.code) {
    case ErrorCode::IdxNotIdx:
        return {tr("the file %1 does not begin as a file of images or labels in the IDX format").arg(name),
                tr("take the four files of MNIST as they are, plain or gzip")};
    case ErrorCode::IdxTruncated:
        return {tr("the file %1 has another size than its beginning promises (bytes: %2, promised: %3)")
                    .arg(name, number(error.value), number(error.limit)),
                tr("fetch it again")};
    case ErrorCode::IdxMismatch:
        return {tr("the file %1 has another number of labels (%2) than there are images (%3)")
                    .arg(name, number(error.value), number(error.limit)),
                tr("take images and labels of one set")};
    default:
        return {tr("the gzip file %1 is damaged").arg(name), tr("fetch it again")};
    }
}

Message TrainingMessages::formula(const training::Error& error) {
    const QString detail = text(error.detail);
    const QString example = tr("x^2 + 10*y^2");
    switch (error.code) {
    case ErrorCode::FormulaSyntax:
        if (detail.isEmpty())
            return {tr("the formula ends too soon"),
                    tr("complete it: a value or a closing parenthesis is missing")};
        return {tr("“%1” cannot stand at character %2 of the formula").arg(detail).arg(error.column),
                tr("write it with + - * / ^, parentheses, numbers, x and y, for example %1").arg(example)};
    case ErrorCode::FormulaUnknownName:
        return {tr("the formula does not know “%1” at character %2").arg(detail).arg(error.column),
                tr("use x, y, pi, e, sin, cos, tan, exp, log, sqrt, abs, tanh, min and max, for example %1")
                    .arg(example)};
    default:
        break;
    }
    const QString limit = number(error.limit);
    if (error.detail == "operations")
        return {tr("the formula is too long (operations: %1)").arg(number(error.value)),
                tr("write it with at most %1").arg(limit)};
    if (error.detail == "levels")
        return {tr("the formula is nested too deep (levels: %1)").arg(number(error.value)),
                tr("write it with at most %1").arg(limit)};
    return {tr("the formula is too long (bytes: %1)").arg(number(error.value)),
            tr("write it with at most %1").arg(limit)};
}

QString TrainingMessages::withAdvice(const QString& remedy, const std::string& quantity) {
    const QString advice = adviceFor(text(quantity));
    return advice.isEmpty() ? remedy : tr("%1: %2").arg(remedy, advice);
}

Message TrainingMessages::empty(const training::Error& error) {
    if (error.where == "batch_size")
        return {tr("no batch is full, and those that are not are left out"),
                tr("take a smaller batch size, or set “drop_last” to false")};
    if (error.where == "dataset.test_share")
        return {tr("nothing is held back to test on"),
                tr("give the data a “test_share”, or choose a goal on the training set")};
    return {tr("no sample is left to train on"), tr("take more samples or a smaller test share")};
}

Message TrainingMessages::shape(const training::Error& error) {
    const QString where = text(error.where);
    if (where == u"goal.metric")
        return {tr("the goal cannot be measured here"),
                tr("choose an accuracy only for classes, and “train_loss” for a surface")};
    if (where == u"loop")
        return {tr("act %1 of the loop comes too early").arg(number(error.value + 1)),
                tr("put “forward” before “loss”, and “loss” before “backward”")};
    const QString what =
        tr("“%1” has the size %2 where %3 is needed").arg(where, number(error.value), number(error.limit));
    if (where.endsWith(u".units"))
        return {what, tr("make it fit the data: one output for regression and two classes, as many as "
                         "classes for “cross-entropy”")};
    return {what, withAdvice(tr("make the sizes agree"), error.where)};
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
                withAdvice(tr("choose a value from %1 to %2").arg(number(error.least), number(error.limit)),
                           error.where)};
    case ErrorCode::EmptyData:
        return empty(error);
    case ErrorCode::OneClassOnly:
        return {tr("all samples to train on are of one class"),
                tr("take more samples, another seed, or data with two classes")};
    case ErrorCode::ShapeMismatch:
        return shape(error);
    case ErrorCode::LossNeedsLogits:
        return {tr("this loss takes logits, but the last layer has an activation"),
                tr("make the last layer linear, or choose another loss")};
    case ErrorCode::LossNeedsClasses:
        return {tr("this loss needs classes, but the data are a regression"),
                tr("choose “mse”, or data with classes")};
    case ErrorCode::BatchTooSmall:
        return {tr("batch norm needs two samples in each batch, and the smallest has the size %1")
                    .arg(number(error.value)),
                tr("take another batch size, or leave the rest of an epoch out with “drop_last”")};
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
    case ErrorCode::IdxNotIdx:
    case ErrorCode::IdxTruncated:
    case ErrorCode::IdxMismatch:
    case ErrorCode::GzipDamaged:
        return TrainingMessages::idx(error);
    case ErrorCode::FormulaSyntax:
    case ErrorCode::FormulaUnknownName:
    case ErrorCode::FormulaTooLong:
        return TrainingMessages::formula(error);
    case ErrorCode::NotFinite:
    case ErrorCode::OutOfRange:
    case ErrorCode::EmptyData:
    case ErrorCode::OneClassOnly:
    case ErrorCode::ShapeMismatch:
    case ErrorCode::LossNeedsLogits:
    case ErrorCode::LossNeedsClasses:
    case ErrorCode::LabelNotAClass:
    case ErrorCode::BatchTooSmall:
        break;
    }
    return TrainingMessages::experiment(error);
}

} // namespace downhill::app
