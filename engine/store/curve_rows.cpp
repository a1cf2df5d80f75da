#include "store/connection.h"
#include "store/curve_blob.h"
#include "store/run_rows.h"
#include "store/statement.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace downhill::store {

namespace {

using training::CurveKind;

QString wordFor(CurveKind kind) {
    return kind == CurveKind::Batch ? u"batch"_s : u"test"_s;
}

struct CurveRow {
    std::int64_t id = 0;
    std::int64_t width = 0;
    std::size_t buckets = 0;
};

Result<std::optional<CurveRow>> findCurve(Connection& connection, std::int64_t row, const CurveSlice& curve) {
    return Statement(connection,
                     u"SELECT id, width, buckets FROM curves WHERE run = ? AND position = ? AND kind = ?"_s)
        .bind(row)
        .bind(curve.run)
        .bind(wordFor(curve.kind))
        .row([](const Statement& found) {
            return CurveRow{found.integer(0), found.integer(1), static_cast<std::size_t>(found.integer(2))};
        });
}

Result<void> writeHeader(Connection& connection, std::int64_t row, const CurveSlice& curve) {
    return Statement(
               connection,
               u"INSERT INTO curves (run, position, kind, width, buckets, broke_at) VALUES (?, ?, ?, ?, ?, ?)"
               " ON CONFLICT (run, position, kind) DO UPDATE SET width = excluded.width,"
               " buckets = excluded.buckets, broke_at = excluded.broke_at"_s)
        .bind(row)
        .bind(curve.run)
        .bind(wordFor(curve.kind))
        .bind(curve.width)
        .bind(curve.buckets.size())
        .bind(curve.brokeAt)
        .run();
}

/// Writes the chunks from number `chunk` on.
Result<void> writeChunks(Connection& connection, std::int64_t curveId, std::size_t chunk,
                         std::span<const training::CurveBucket> buckets) {
    Statement write(connection, u"INSERT INTO curve_chunks (curve, chunk, buckets) VALUES (?, ?, ?)"
                                " ON CONFLICT (curve, chunk) DO UPDATE SET buckets = excluded.buckets"_s);
    for (; chunk * kChunkBuckets < buckets.size(); ++chunk) {
        const std::size_t first = chunk * kChunkBuckets;
        const std::size_t count = std::min(kChunkBuckets, buckets.size() - first);
        auto written =
            write.bind(curveId).bind(chunk).bind(encodeBuckets(buckets.subspan(first, count))).run();
        if (!written)
            return written;
    }
    return {};
}

tl::unexpected<Error> damaged(Connection& connection, std::int64_t curveId) {
    return tl::unexpected(Error{.code = ErrorCode::Damaged,
                                .path = connection.file(),
                                .detail = u"buckets of curve %1"_s.arg(curveId)});
}

} // namespace

Result<void> removeCurves(Connection& connection, std::int64_t row) {
    return Statement(connection, u"DELETE FROM curves WHERE run = ?"_s).bind(row).run();
}

Result<void> writeCurve(Connection& connection, std::int64_t row, const CurveSlice& curve) {
    const auto before = findCurve(connection, row, curve);
    if (!before)
        return tl::unexpected(before.error());
    if (auto written = writeHeader(connection, row, curve); !written)
        return written;
    const auto after = findCurve(connection, row, curve);
    if (!after)
        return tl::unexpected(after.error());
    const std::int64_t id = after->value().id;

    std::size_t firstChunk = 0;
    if (const auto& stored = *before) {
        const bool grown = stored->width == curve.width && stored->buckets <= curve.buckets.size();
        if (grown && stored->buckets > 0)
            firstChunk = (stored->buckets - 1) / kChunkBuckets; // the last bucket may have been half full
        if (!grown) {
            auto removed =
                Statement(connection, u"DELETE FROM curve_chunks WHERE curve = ?"_s).bind(id).run();
            if (!removed)
                return removed;
        }
    }
    return writeChunks(connection, id, firstChunk, curve.buckets);
}

Result<std::vector<StoredCurve>> readCurves(Connection& connection, std::int64_t row) {
    Statement headers(connection, u"SELECT id, position, kind, width, buckets, broke_at FROM curves"
                                  " WHERE run = ? ORDER BY position, kind"_s);
    Statement chunks(connection, u"SELECT buckets FROM curve_chunks WHERE curve = ? ORDER BY chunk"_s);
    headers.bind(row);
    std::vector<StoredCurve> curves;
    while (headers.next()) {
        const std::int64_t id = headers.integer(0);
        const auto count = static_cast<std::size_t>(headers.integer(4));
        StoredCurve curve{.run = static_cast<std::size_t>(headers.integer(1)),
                          .kind = headers.text(2) == wordFor(CurveKind::Test) ? CurveKind::Test
                                                                              : CurveKind::Batch,
                          .width = headers.integer(3),
                          .brokeAt = headers.integer(5),
                          .buckets = {}};
        chunks.bind(id);
        while (chunks.next()) {
            if (!decodeBuckets(chunks.blob(0), curve.buckets))
                return damaged(connection, id);
        }
        if (chunks.failure())
            return tl::unexpected(*chunks.failure());
        if (curve.buckets.size() != count)
            return damaged(connection, id);
        curves.push_back(std::move(curve));
    }
    if (headers.failure())
        return tl::unexpected(*headers.failure());
    return curves;
}

} // namespace downhill::store
