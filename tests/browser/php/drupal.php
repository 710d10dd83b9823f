<?php
// As much of Drupal as embed/drupal needs; prints the page that the block makes.
// php drupal.php SERVER LANGUAGE

namespace Drupal\Core\Form { interface FormStateInterface {} }

namespace Drupal\Core\Block {
    class BlockBase {
        public array $configuration = [];
        public function t($text) { return $text; }
    }
}

namespace {
    class Drupal {
        public static function languageManager() { return new self(); }
        public function getCurrentLanguage() { return $this; }
        public function getId() { global $argv; return $argv[2]; }
    }

    function tag(array $element): string {
        $attributes = '';
        foreach ($element['#attributes'] as $name => $value) {
            $attributes .= " $name=\"" . htmlspecialchars($value, ENT_QUOTES) . '"';
        }
        $value = htmlspecialchars($element['#value'] ?? '', ENT_QUOTES);
        $html = "<{$element['#tag']}$attributes>$value</{$element['#tag']}>";
        return empty($element['#noscript']) ? $html : "<noscript>$html</noscript>";
    }

    require __DIR__ . '/../../../embed/drupal/luciole/src/Plugin/Block/LucioleBlock.php';
    $block = new Drupal\luciole\Plugin\Block\LucioleBlock();
    $block->configuration = ['server' => $argv[1] . '/', 'country' => 'BE', 'exit' => ''] + $block->defaultConfiguration();
    $built = $block->build();
    [[$script]] = $built['#attached']['html_head'];
    echo '<!doctype html><html lang="fr"><head><title>Drupal</title>' . tag($script)
        . '</head><body><main><h1>Drupal</h1>' . tag($built['tag']) . tag($built['help']) . '</main></body></html>';
}
