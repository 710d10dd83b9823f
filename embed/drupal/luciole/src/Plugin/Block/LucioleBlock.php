<?php

namespace Drupal\luciole\Plugin\Block;

use Drupal\Core\Block\BlockBase;
use Drupal\Core\Form\FormStateInterface;

/**
 * Puts the Luciole tag on a page.
 *
 * @Block(
 *   id = "luciole",
 *   admin_label = @Translation("Luciole"),
 * )
 */
class LucioleBlock extends BlockBase {

  /**
   * Shown where scripts are off.
   */
  private const HELP = ['fr' => 'Des gens pour t’aider', 'en' => 'People who can help'];

  /**
   * {@inheritdoc}
   */
  public function defaultConfiguration(): array {
    return ['server' => '', 'country' => '', 'exit' => ''];
  }

  /**
   * {@inheritdoc}
   */
  public function build(): array {
    $server = rtrim($this->configuration['server'], '/');
    if ($server === '') {
      return [];
    }
    $language = \Drupal::languageManager()->getCurrentLanguage()->getId() === 'fr' ? 'fr' : 'en';
    $country = $this->configuration['country'] ?: 'ZZ';
    return [
      '#cache' => ['contexts' => ['languages:language_interface']],
      '#attached' => [
        'html_head' => [[
          ['#tag' => 'script', '#attributes' => ['type' => 'module', 'src' => "$server/widget/v1/luciole.js"]],
          'luciole',
        ]],
      ],
      'tag' => [
        '#type' => 'html_tag',
        '#tag' => 'luciole-chat',
        '#attributes' => array_filter([
          'server' => $server,
          'lang' => $language,
          'country' => $this->configuration['country'],
          "exit-$language" => $this->configuration['exit'],
        ]),
      ],
      'help' => [
        '#type' => 'html_tag',
        '#tag' => 'a',
        '#noscript' => TRUE,
        '#attributes' => ['href' => "$server/helplines/$country?language=$language"],
        '#value' => self::HELP[$language],
      ],
    ];
  }

  /**
   * {@inheritdoc}
   */
  public function blockForm($form, FormStateInterface $form_state): array {
    $form['server'] = ['#type' => 'url', '#title' => $this->t('Server'), '#required' => TRUE];
    $form['country'] = ['#type' => 'textfield', '#title' => $this->t('Country (ISO code)'), '#maxlength' => 2];
    $form['exit'] = ['#type' => 'url', '#title' => $this->t('Neutral site for the exit')];
    foreach (array_keys($this->defaultConfiguration()) as $name) {
      $form[$name]['#default_value'] = $this->configuration[$name];
    }
    return $form;
  }

  /**
   * {@inheritdoc}
   */
  public function blockSubmit($form, FormStateInterface $form_state): void {
    foreach (array_keys($this->defaultConfiguration()) as $name) {
      $this->configuration[$name] = trim($form_state->getValue($name));
    }
  }

}
