#pragma once

#include "charts/glyph_text.h"
#include "views/graph_layout.h"
#include "views/network_walk.h"

#include <QWidget>

#include <optional>
#include <span>
#include <vector>

namespace downhill::app {

class Appearance;

/// A network as nodes and edges, with what each unit makes of the samples' plane or line. Weights are told by
/// colour (orange above zero, blue below) and width; beside an edge a dashed stroke tells the gradient: the
/// longer the larger, its arrow towards the unit where descent raises the weight and away from it where it
/// lowers it. One parameter is chosen: by the mouse, or by the arrow keys, Page Up and Page Down (a layer),
/// Home and End.
class GraphCanvas : public QWidget {
    Q_OBJECT

public:
    /// What is painted; all by parameter, layer and unit as in the network.
    struct Picture {
        std::vector<training::LayerShape> layers{};
        std::vector<float> parameters{};
        std::vector<float> gradient{};
        std::vector<std::vector<std::vector<float>>> maps{}; ///< or curves, of NetworkInside; may be empty
        std::vector<QString> inputs{};                       ///< names of the input's features
        std::optional<WalkStop> stop{};                      ///< of the walk; it is marked
        std::vector<std::vector<double>> values{}; ///< of the walk's sample so far, by column and unit
    };

    explicit GraphCanvas(Appearance& appearance, QWidget* parent = nullptr);

    /// Asks for the height in which a network's units can be read.
    void reserve(std::span<const training::LayerShape> layers);
    void setPicture(Picture picture);
    const Picture& picture() const { return picture_; }
    const GraphLayout& graph() const { return layout_; }

    std::optional<std::size_t> chosen() const { return chosen_; }
    void choose(std::optional<std::size_t> parameter);

    QSize sizeHint() const override { return {480, 240}; }
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosenChanged();
    /// The parameter under the pointer, −1 for none.
    void pointedAt(qlonglong parameter);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Scales {
        double weight = 1; ///< the largest that is drawn
        double gradient = 1;
    };

    void layOut();
    double widthOfNames() const;
    std::size_t layerOf(std::size_t parameter) const;
    void stepBy(std::ptrdiff_t by);
    void stepLayer(int by);
    Scales scales() const;
    void paintEdges(QPainter& painter) const;
    void paintEdge(QPainter& painter, std::size_t layer, std::int64_t unit, std::int64_t input,
                   const Scales& scales) const;
    void paintNodes(QPainter& painter);
    void paintNode(QPainter& painter, std::size_t column, std::int64_t unit, const Scales& scales);
    void paintName(QPainter& painter, const QRectF& node, const QString& name) const;
    void paintValue(QPainter& painter, std::size_t column, const QRectF& node, double value) const;
    QRectF placeOfValue(std::size_t column, const QRectF& node, QSizeF size) const;

    Appearance& appearance_;
    GlyphText numbers_;     ///< in the nodes
    double namesWidth_ = 0; ///< px, of the inputs' names
    Picture picture_{};
    GraphLayout layout_{};
    std::int64_t reserved_ = 1; ///< units of the largest column to come
    std::optional<std::size_t> chosen_{};
    std::optional<std::size_t> pointed_{};
};

} // namespace downhill::app
